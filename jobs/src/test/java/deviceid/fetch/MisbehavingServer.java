// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback address that does to its clients what the path says. */
final class MisbehavingServer implements AutoCloseable {

  private static final String JSON = "{\"url\": \"http://here/delay/0.25\"}";

  private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  MisbehavingServer() throws IOException {
    threads.execute(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  /** How often a path was asked for. */
  int requests(String path) {
    AtomicInteger count = requests.get(path);
    return count == null ? 0 : count.get();
  }

  /** Connections that neither side has closed. */
  int open() {
    return open.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.incrementAndGet();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      String path = in.readLine().split(" ", 3)[1];
      String header = in.readLine();
      while (!header.isEmpty()) { // headers say nothing that matters here
        header = in.readLine();
      }
      int times = requests.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
      behave(path, times, client);
    } catch (IOException e) {
      // the client has gone, as it should
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private void behave(String path, int times, Socket client)
      throws IOException, InterruptedException {
    OutputStream out = client.getOutputStream();
    switch (path) {
      case "/slow-headers" -> drip(out, "HTTP/1.1 200 OK\r\nX-Slow: ");
      case "/slow-body" -> drip(out, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
      case "/endless" -> {
        send(out, "HTTP/1.1 200 OK\r\n\r\n");
        while (true) {
          send(out, "0".repeat(1_000));
        }
      }
      case "/early-end" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + JSON);
      case "/reset" -> client.setSoLinger(true, 0);
      case "/garbage" -> send(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
      case "/404" -> send(out, answer("404 Not Found", "", "{}"));
      case "/500" -> send(out, answer("500 Internal Server Error", "", "{}"));
      case "/redirect" -> send(out, answer("302 Found", "Location: /ok\r\n", ""));
      case "/not-json" -> send(out, answer("200 OK", "", "<html>" + JSON + "</html>"));
      case "/other-json" -> send(out, answer("200 OK", "", "[1, 2]"));
      case "/busy-once" ->
          send(out, answer(times % 2 == 1 ? "503 Service Unavailable" : "200 OK", "", JSON));
      default -> send(out, answer("200 OK", "", JSON));
    }
  }

  private static String answer(String status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + headers
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Never a pause that is long, and never an end. */
  private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
    send(out, text);
    while (true) {
      send(out, "x");
      Thread.sleep(20);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }
}
