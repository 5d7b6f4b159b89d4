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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code GET /delay/K} after K seconds, 10 at most, with JSON like httpbin's, on the
 * loopback address only. A delay is a timer and not a sleeping thread, so that two threads serve
 * any number of requests at once.
 *
 * <p>It records how many requests were there at once. So that this number depends on what clients
 * do, and not on how soon their threads start, the first delays begin when as many requests have
 * come as are expected together, or after {@code hold}.
 */
final class DelayServer implements AutoCloseable {

  /** An answered request; times in nanoseconds since the server's start. */
  record Visit(String path, long begun, long ended) {}

  private static final int PICTURE_COLUMNS = 48;
  private static final int MAX_PICTURE_LINES = 20;

  private static final long MAX_DELAY_MILLIS = 10_000;
  private static final int BACKLOG = 1_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final long started = System.nanoTime();
  private final int together;
  private final Duration hold;
  private final CompletableFuture<Void> allHere = new CompletableFuture<>();
  private final List<Visit> visits = new ArrayList<>();
  private int present;
  private int peak;

  /** A server of which the first request waits for the others for 10 seconds. */
  DelayServer(int together) throws IOException {
    this(together, Duration.ofSeconds(10));
  }

  /**
   * Starts a server on a free port.
   *
   * @param together requests that are expected before any is answered
   * @param hold how long the first request waits for the others
   */
  DelayServer(int together, Duration hold) throws IOException {
    this.together = together;
    this.hold = hold;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** The URL of a path of this server. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The answered requests, in the order in which they came. */
  synchronized List<Visit> visits() {
    return visits.stream().sorted(Comparator.comparingLong(Visit::begun)).toList();
  }

  /** The most requests that waited for an answer at one time. */
  synchronized int peak() {
    return peak;
  }

  /**
   * From the first request's arrival to the last answer: the one clock that all maps have in
   * common, whichever process they run in.
   *
   * @param visits one or more, in the order in which they came
   */
  static long waitingNanos(List<Visit> visits) {
    return visits.stream().mapToLong(Visit::ended).max().orElseThrow() - visits.get(0).begun();
  }

  /**
   * Visits as bars, from arrival to answer: end to end where one waits for the other, side by side
   * where they wait together.
   *
   * @param widthNanos of the picture, unless they took longer
   */
  static String picture(String title, List<Visit> visits, long widthNanos) {
    long waiting = waitingNanos(visits);
    long first = visits.get(0).begun();
    double nanosPerColumn = Math.max(widthNanos, waiting) / (double) PICTURE_COLUMNS;
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%s: %.2f s", title, waiting / 1e9));
    for (Visit visit : visits.subList(0, Math.min(MAX_PICTURE_LINES, visits.size()))) {
      int from = (int) Math.round((visit.begun() - first) / nanosPerColumn);
      int to = (int) Math.round((visit.ended() - first) / nanosPerColumn);
      text.append(String.format(Locale.ROOT, "%n  %-12s|", visit.path()))
          .append(" ".repeat(from))
          .append("#".repeat(Math.max(1, to - from)))
          .append(
              String.format(
                  Locale.ROOT,
                  " %.2f-%.2f s",
                  (visit.begun() - first) / 1e9,
                  (visit.ended() - first) / 1e9));
    }
    if (visits.size() > MAX_PICTURE_LINES) {
      text.append("\n  and ").append(visits.size() - MAX_PICTURE_LINES).append(" more");
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    long begun = System.nanoTime();
    OptionalLong delay = RequestList.delayMillis(exchange.getRequestURI().getPath());
    if (delay.isEmpty() || !exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 404, "{}");
    } else {
      enter();
      long millis = Math.min(delay.getAsLong(), MAX_DELAY_MILLIS);
      var unused = // what the answer throws is told to its client
          allHere
              .completeOnTimeout(null, hold.toMillis(), TimeUnit.MILLISECONDS)
              .thenRunAsync(
                  () -> leave(exchange, begun),
                  CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, threads));
    }
  }

  private synchronized void enter() {
    present++;
    peak = Math.max(peak, present);
    if (present >= together) {
      allHere.complete(null);
    }
  }

  /** Counted before it is answered: a client's next request may come with the answer. */
  private void leave(HttpExchange exchange, long begun) {
    String path = exchange.getRequestURI().getPath();
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
