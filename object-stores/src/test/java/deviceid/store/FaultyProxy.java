// SPDX-License-Identifier: Apache-2.0
package deviceid.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server and lets one request that changes something go wrong. Conditional puts
 * pass one at a time: S3 creates a file in one step, and S3Mock looks first and writes then, so
 * that two puts at once can both succeed.
 */
final class FaultyProxy implements AutoCloseable {

  /**
   * How a request goes wrong. There are no halves: a store does one request whole or not at all.
   */
  enum Way {
    /** It does nothing, and fails. */
    REFUSED,
    /** It is done, and its answer is lost. */
    ANSWER_LOST,
    /** The process dies before it: it and every later request do nothing. */
    DEAD
  }

  /**
   * A request that goes wrong.
   *
   * @param call what it does, as {@link #calls} has it
   * @param time which one of these, from 1
   */
  record Point(String call, int time, Way way) {}

  private enum Fate {
    PASSES,
    DOES_NOTHING,
    ANSWERS_NOTHING
  }

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // 40 ms a request otherwise
  }

  /** Those that a client sets for itself. */
  private static final Set<String> HOPS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  /** UUIDs, and what is made of times. */
  static final String RANDOM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{6,}[\\d_]*";

  private static final String CONDITION = "If-None-Match";

  private static final byte[] DENIED =
      "<Error><Code>AccessDenied</Code><Message>a fault</Message></Error>"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer proxy;
  private final String server;
  private final Point point;
  private final boolean overwrites;
  private final List<String> calls = new ArrayList<>();
  private int seen;
  private boolean isDead;
  private boolean isHealed;

  private FaultyProxy(Server behind, Point point, boolean overwrites) throws IOException {
    this.server = behind.endpoint();
    this.point = point;
    this.overwrites = overwrites;
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::handle);
    proxy.setExecutor(threads);
    proxy.start();
  }

  static FaultyProxy at(Point point, Server server) throws IOException {
    return new FaultyProxy(server, point, false);
  }

  /** Lets every request pass. */
  static FaultyProxy none(Server server) throws IOException {
    return at(new Point("", 0, Way.REFUSED), server);
  }

  /** Lets every request pass, but no condition of a put. */
  static FaultyProxy overwriting(Server server) throws IOException {
    return new FaultyProxy(server, new Point("", 0, Way.REFUSED), true);
  }

  String setting() {
    return "-Dfs.s3a.endpoint=http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  /** The requests that change something so far, without what is random in them. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized boolean hasStruck() {
    return seen >= point.time;
  }

  /**
   * Lets every request pass from here on, and the run that was struck be dead: claims of this
   * process look like those of an earlier one.
   */
  synchronized void heal() {
    isHealed = true;
    isDead = false;
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fate fate = fate(exchange);
    if (fate != Fate.DOES_NOTHING) {
      HttpResponse<byte[]> answer = forward(exchange, body);
      if (fate == Fate.PASSES) {
        relay(exchange, answer);
        return;
      }
    }
    answer(exchange, 403, DENIED);
  }

  private synchronized Fate fate(HttpExchange exchange) {
    boolean isCall = !Set.of("GET", "HEAD").contains(exchange.getRequestMethod());
    if (isCall) {
      String call = describe(exchange);
      calls.add(call);
      if (!isHealed && call.equals(point.call) && ++seen == point.time) {
        isDead = point.way == Way.DEAD;
        return point.way == Way.ANSWER_LOST ? Fate.ANSWERS_NOTHING : Fate.DOES_NOTHING;
      }
    }
    return isDead ? Fate.DOES_NOTHING : Fate.PASSES;
  }

  /** Method, path below the bucket and names of the query, without what is random in them. */
  private static String describe(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
    return exchange.getRequestMethod()
        + uri.getPath()
            .replaceFirst("^/[^/]*/", " ")
            .replaceAll(RANDOM, "*")
            .replaceAll("\\d+", "#")
        + query.replaceAll("=[^&]*", "");
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              boolean isDropped = overwrites && name.equalsIgnoreCase(CONDITION);
              if (!HOPS.contains(name.toLowerCase(Locale.ROOT)) && !isDropped) {
                values.forEach(value -> request.header(name, value));
              }
            });
    if (exchange.getRequestHeaders().containsKey(CONDITION)) {
      synchronized (client) {
        return send(request.build());
      }
    }
    return send(request.build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void relay(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOPS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    if (exchange.getRequestMethod().equals("HEAD")) {
      answer
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
    }
    byte[] body = answer.body();
    if (isHealed && exchange.getRequestURI().getPath().endsWith("/_OWNER.json")) {
      String owner = new String(body, StandardCharsets.UTF_8); // of one length with the other
      body = owner.replace(" ticks ", " ticks-").getBytes(StandardCharsets.UTF_8);
    }
    answer(exchange, answer.statusCode(), body);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean isBare =
        body.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204;
    exchange.sendResponseHeaders(status, isBare ? -1 : body.length);
    if (!isBare) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
