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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a server and changes what becomes of conditional puts. S3 creates a file in one
 * step, and S3Mock looks first and writes then: two puts at once can both succeed.
 */
final class PutProxy implements AutoCloseable {

  /** What becomes of the condition of a put. */
  enum Condition {
    /** One put at a time passes, so that it holds. */
    HOLDS,
    /** It does not reach the server. */
    PASSED_OVER
  }

  /** Those that a client sets for itself. */
  private static final Set<String> HOPS =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private static final String CONDITION = "If-None-Match";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer proxy;
  private final String server;
  private final Condition condition;

  PutProxy(Server behind, Condition condition) throws IOException {
    this.server = behind.endpoint();
    this.condition = condition;
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::handle);
    proxy.setExecutor(threads);
    proxy.start();
  }

  String setting() {
    return "-Dfs.s3a.endpoint=http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    HttpResponse<byte[]> answer = forward(exchange, exchange.getRequestBody().readAllBytes());
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
    answer(exchange, answer.statusCode(), answer.body());
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              boolean isDropped =
                  condition == Condition.PASSED_OVER && name.equalsIgnoreCase(CONDITION);
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
