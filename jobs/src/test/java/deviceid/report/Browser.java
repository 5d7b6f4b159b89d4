// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A tab of a headless Chromium, steered by its DevTools protocol. It loads nothing but files. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 60;

  private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final List<String> errors = new ArrayList<>();
  private final Process process;
  private final WebSocket socket;
  private int sent;

  private Browser(Process process, URI tab) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(tab, new Ears()).join();
  }

  /** Where a browser is installed; empty where none is. */
  static Optional<Path> find() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser open(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox", // which root cannot have; it opens files of this build alone
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    String address = "";
    for (String line = ""; line != null && address.isEmpty(); line = said.readLine()) {
      address = line.startsWith("DevTools listening on ws://") ? line.split("/", -1)[2] : "";
    }
    Thread reader = new Thread(() -> said.lines().forEach(line -> {}), "browser");
    reader.setDaemon(true);
    reader.start();
    String tab =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build(),
                BodyHandlers.ofString())
            .body();
    Browser browser =
        new Browser(process, URI.create(JSON.readTree(tab).path("webSocketDebuggerUrl").asText()));
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      browser.ask(domain + ".enable", Map.of());
    }
    browser.ask(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    return browser;
  }

  /**
   * Opens a file.
   *
   * @param theme light or dark
   * @param media screen or print
   */
  void show(Path file, int width, String theme, String media, boolean scripts)
      throws IOException, InterruptedException {
    errors.clear();
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            media,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    ask("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
    ask("Page.navigate", Map.of("url", file.toUri().toString()));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!evaluate("location.protocol + document.readyState").asText().equals("file:complete")) {
      if (System.nanoTime() > deadline) {
        throw new IOException(file + " does not load");
      }
      Thread.sleep(20);
    }
  }

  /** The value of an expression in the page. */
  JsonNode evaluate(String expression) throws IOException, InterruptedException {
    return ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .path("result")
        .path("value");
  }

  /** What the console says of errors since the page was opened. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** A picture of the page, at most so high. */
  void picture(Path file, int height) throws IOException, InterruptedException {
    int width = evaluate("innerWidth").asInt();
    int high = Math.min(height, evaluate("document.documentElement.scrollHeight").asInt());
    JsonNode shot =
        ask(
            "Page.captureScreenshot",
            Map.of(
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", high, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  /** The page on paper. */
  void paper(Path file) throws IOException, InterruptedException {
    JsonNode pdf = ask("Page.printToPDF", Map.of("printBackground", true));
    Files.write(file, Base64.getDecoder().decode(pdf.path("data").asText()));
  }

  private JsonNode ask(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    ObjectNode question = JSON.createObjectNode().put("id", ++sent).put("method", method);
    question.set("params", JSON.valueToTree(parameters));
    socket.sendText(question.toString(), true).join();
    while (true) {
      JsonNode answer = heard.poll(SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IOException("no answer to " + method);
      }
      if (answer.path("id").asInt() == sent) {
        if (answer.has("error")) {
          throw new IOException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
      }
      note(answer.path("method").asText(), answer.path("params"));
    }
  }

  private void note(String event, JsonNode of) {
    boolean error =
        event.equals("Runtime.exceptionThrown")
            || (event.equals("Runtime.consoleAPICalled")
                && of.path("type").asText().equals("error"))
            || (event.equals("Log.entryAdded")
                && of.path("entry").path("level").asText().equals("error"));
    if (error) {
      errors.add(of.toString());
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private final class Ears implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          heard.add(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
