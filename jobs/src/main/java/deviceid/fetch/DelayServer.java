// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import deviceid.input.RequestList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code GET /delay/K} after K seconds, 10 at most, as httpbin does and with its JSON, on
 * the loopback address alone. A delay is an appointment and no sleeping thread, so that two threads
 * serve a thousand requests at once; more are turned away with 503.
 *
 * <p>It counts requests and how many of them are there at once. So that this count says what its
 * clients do, and not how soon their threads start, the first delays begin when as many requests
 * have come as are expected together, or after {@link #PATIENCE_SECONDS}.
 */
final class DelayServer implements AutoCloseable {

  /** A request that was answered; times in nanoseconds since the server's start. */
  record Visit(String path, long begun, long ended) {}

  private static final long PATIENCE_SECONDS = 10;
  private static final long LONGEST_MILLIS = 10_000;
  private static final int MOST = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final long started = System.nanoTime();
  private final int together;
  private final List<Runnable> held = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private boolean holding;
  private int present;
  private int peak;

  private DelayServer(int together) throws IOException {
    this.together = together;
    this.holding = together > 1;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /**
   * @param together requests that are expected before any is answered
   */
  static DelayServer start(int together) throws IOException {
    return new DelayServer(together);
  }

  /** The URL of a path of this server. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The requests that were answered, as they came. */
  synchronized List<Visit> visits() {
    return visits.stream().sorted((a, b) -> Long.compare(a.begun, b.begun)).toList();
  }

  /** The most requests that waited for an answer at one time. */
  synchronized int peak() {
    return peak;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    OptionalLong delay = RequestList.delayMillis(path);
    if (delay.isEmpty() || !exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 404, "{}");
    } else if (!admit()) {
      answer(exchange, 503, "{}");
    } else {
      long begun = System.nanoTime();
      long millis = Math.min(delay.getAsLong(), LONGEST_MILLIS);
      begin(() -> later(() -> serve(exchange, path, begun), millis));
    }
  }

  private synchronized boolean admit() {
    if (present == MOST) {
      return false;
    }
    present++;
    peak = Math.max(peak, present);
    return true;
  }

  /** Begins a delay, now or when the others are there. */
  private synchronized void begin(Runnable delay) {
    held.add(delay);
    if (!holding || present >= together) {
      release();
    } else if (held.size() == 1) {
      later(this::release, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
  }

  private synchronized void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  private void later(Runnable work, long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads).execute(work);
  }

  /** Leaves before it answers: a client's next request may come as soon as it has the answer. */
  private void serve(HttpExchange exchange, String path, long begun) {
    synchronized (this) {
      present--;
      visits.add(new Visit(path, begun - started, System.nanoTime() - started));
    }
    try {
      answer(exchange, 200, json(exchange).toPrettyString() + "\n");
    } catch (IOException e) {
      exchange.close(); // the client has gone
    }
  }

  private ObjectNode json(HttpExchange exchange) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("args");
    json.put("data", "");
    json.putObject("files");
    json.putObject("form");
    ObjectNode headers = json.putObject("headers");
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    json.put("origin", exchange.getRemoteAddress().getAddress().getHostAddress());
    json.put("url", url(exchange.getRequestURI().toString()));
    return json;
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Connection", "close"); // or TCP holds the body for 40 ms
    exchange.sendResponseHeaders(code, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
