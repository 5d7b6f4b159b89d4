// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.http.FilterContainer;
import org.apache.hadoop.http.FilterInitializer;
import org.apache.hadoop.net.NetUtils;

/**
 * Makes every HTTP address of a daemon read-only, and unreadable to pages of other sites. Without
 * it, a page that is open in a browser of this machine can write to HDFS through WebHDFS, which
 * Hadoop 3 cannot switch off, and read every file through the DataNode, which permits every origin.
 *
 * <p>Named in {@code hadoop.http.filter.initializers}, it filters all servlets of a daemon. A
 * DataNode answers WebHDFS without servlets: {@link OfDataNode} does the same there.
 */
public final class RequestFilter extends FilterInitializer implements Filter {

  /** GETs that change something or start work; for command lines, not for pages. */
  private static final Set<String> NOT_FOR_BROWSERS = Set.of("/logLevel", "/fsck", "/prof");

  private static final Set<String> OWN_NAMES = ownNames();
  private static final int NO_PORT = -2; // that of a URL without one is -1

  @Override
  public void initFilter(FilterContainer container, Configuration conf) {
    container.addGlobalFilter("requests", RequestFilter.class.getName(), Map.of());
  }

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Optional<String> refusal =
        refusal(http.getMethod(), http.getServletPath(), http::getHeader, NO_PORT);
    if (refusal.isPresent()) {
      ((HttpServletResponse) response)
          .sendError(HttpServletResponse.SC_FORBIDDEN, refusal.orElseThrow());
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Why a request is refused; empty if it is not.
   *
   * @param path decoded, without the query
   * @param header the value of a header, or null
   * @param reader port of this machine whose pages may read this one, beside its own
   */
  static Optional<String> refusal(
      String method, String path, UnaryOperator<String> header, int reader) {
    String host = header.apply("Host");
    if (host == null || !isOwn("http://" + host)) {
      return Optional.of("Host is not a name of this machine");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Optional.of("the pages of this cluster are read-only");
    }
    if (NOT_FOR_BROWSERS.contains(path) && isBrowser(header)) {
      return Optional.of(path + " is not for browsers");
    }
    if (isForeign(header, reader) && !isFollowedLink(header)) {
      return Optional.of("a page of another origin may not read this cluster");
    }
    return Optional.empty();
  }

  private static boolean isBrowser(UnaryOperator<String> header) {
    String agent = header.apply("User-Agent");
    return header.apply("Sec-Fetch-Site") != null
        || header.apply("Origin") != null
        || header.apply("Referer") != null
        || (agent != null && agent.startsWith("Mozilla"));
  }

  /**
   * A page's own script reads with these headers, a link that its reader follows does not. A page
   * of another port of this machine is as foreign as one of another site.
   */
  private static boolean isForeign(UnaryOperator<String> header, int reader) {
    String origin = header.apply("Origin");
    if (origin == null) {
      String site = header.apply("Sec-Fetch-Site");
      return "cross-site".equals(site) || "same-site".equals(site);
    }
    return !origin.equalsIgnoreCase("http://" + header.apply("Host"))
        && !(isOwn(origin) && URI.create(origin).getPort() == reader);
  }

  private static boolean isFollowedLink(UnaryOperator<String> header) {
    return header.apply("Origin") == null
        && "navigate".equals(header.apply("Sec-Fetch-Mode"))
        && "document".equals(header.apply("Sec-Fetch-Dest"));
  }

  private static boolean isOwn(String origin) {
    try {
      String name = new URI(origin).getHost();
      return name != null && OWN_NAMES.contains(name.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Loopback, and the machine's own name, under which YARN may announce a page. */
  private static Set<String> ownNames() {
    Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    try {
      InetAddress machine = InetAddress.getLocalHost();
      names.add(machine.getHostName().toLowerCase(Locale.ROOT));
      names.add(machine.getCanonicalHostName().toLowerCase(Locale.ROOT));
      names.add(machine.getHostAddress());
    } catch (UnknownHostException e) {
      // a machine without a name of its own
    }
    return names;
  }

  /** The same rules where a DataNode answers WebHDFS; its other pages have the servlets' filter. */
  @Sharable
  public static final class OfDataNode extends ChannelInboundHandlerAdapter {

    private final int nameNode;

    /** As a DataNode makes it, from what {@link #initializeState} returns. */
    public OfDataNode(Configuration conf) {
      // the NameNode's pages show files of DataNodes
      nameNode = NetUtils.createSocketAddr(conf.get("dfs.namenode.http-address")).getPort();
    }

    /** A DataNode looks for this method; there is no state. */
    public static Configuration initializeState(Configuration conf) {
      return conf;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        Optional<String> refusal =
            refusal(request.method().name(), "", name -> request.headers().get(name), nameNode);
        if (refusal.isPresent()) {
          ReferenceCountUtil.release(message);
          refuse(context, refusal.orElseThrow());
          return;
        }
      }
      context.fireChannelRead(message);
    }

    private static void refuse(ChannelHandlerContext context, String why) {
      var response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.FORBIDDEN,
              Unpooled.copiedBuffer(why + "\n", UTF_8));
      response.headers().set("Connection", "close").set("Content-Type", "text/plain");
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
