// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import deviceid.fetch.DelayServer.Visit;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayServerTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void answersAsHttpbinDoesAndNotBeforeTheDelay() throws Exception {
    try (DelayServer server = new DelayServer(1)) {
      long begun = System.nanoTime();
      HttpResponse<String> answer =
          client.send(get(server.url("/delay/0.3")), BodyHandlers.ofString());
      long millis = (System.nanoTime() - begun) / 1_000_000;

      JsonNode json = new ObjectMapper().readTree(answer.body());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(json.fieldNames())
          .toIterable()
          .containsExactly("args", "data", "files", "form", "headers", "origin", "url");
      assertThat(json.path("url").asText()).isEqualTo(server.url("/delay/0.3"));
      assertThat(json.path("origin").asText()).isEqualTo("127.0.0.1");
      assertThat(json.path("headers").path("X-me").asText()).isEqualTo("yes");
      assertThat(millis).isGreaterThanOrEqualTo(300);
      assertThat(server.peak()).isEqualTo(1);
      assertThat(server.visits())
          .singleElement()
          .satisfies(
              visit -> {
                assertThat(visit.path()).isEqualTo("/delay/0.3");
                assertThat(visit.ended() - visit.begun()).isGreaterThanOrEqualTo(300_000_000L);
              });
    }
  }

  @Test
  void servesHundredsAtOnceWithTwoThreads() throws Exception {
    try (DelayServer server = new DelayServer(300)) {
      List<CompletableFuture<HttpResponse<Void>>> answers =
          IntStream.range(0, 300)
              .mapToObj(
                  i -> client.sendAsync(get(server.url("/delay/0.1")), BodyHandlers.discarding()))
              .toList();

      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
      assertThat(server.peak()).isEqualTo(300);
      assertThat(server.visits()).hasSize(300);
    }
  }

  @Test
  void holdsNobodyForEverWhoIsAlone() throws Exception {
    try (DelayServer server = new DelayServer(2, Duration.ofMillis(300))) {
      HttpResponse<Void> answer =
          client.send(get(server.url("/delay/0")), BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(server.peak()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/delay/", "/delay/x", "/delay/-1", "/get"})
  void knowsNothingElse(String path) throws Exception {
    try (DelayServer server = new DelayServer(1)) {
      assertThat(client.send(get(server.url(path)), BodyHandlers.discarding()).statusCode())
          .isEqualTo(404);
      assertThat(server.peak()).isZero();
    }
  }

  @Test
  void drawsRequestsEndToEndAndSideBySide() {
    List<Visit> visits =
        List.of(
            new Visit("/delay/1", 500, 600),
            new Visit("/delay/2", 600, 800),
            new Visit("/delay/0", 600, 600));

    assertThat(picture(visits, 300).lines())
        .containsExactly(
            "maps, one map a request: 0.00 s",
            "  /delay/1    |" + "#".repeat(16) + " 0.00-0.00 s",
            "  /delay/2    |" + " ".repeat(16) + "#".repeat(32) + " 0.00-0.00 s",
            "  /delay/0    |" + " ".repeat(16) + "# 0.00-0.00 s");
  }

  @Test
  void drawsTwentyLinesAndSaysHowManyMoreThereAre() {
    List<Visit> visits = Collections.nCopies(23, new Visit("/delay/1", 0, 10));

    assertThat(picture(visits, 10).lines()).hasSize(22).last().isEqualTo("  and 3 more");
  }

  /** On YARN containers may come later than one request after another would. */
  @Test
  void givesAModeThatTookLongerAWidthOfItsOwn() {
    assertThat(picture(List.of(new Visit("/delay/1", 0, 900)), 300))
        .isEqualTo(
            "maps, one map a request: 0.00 s\n  /delay/1    |" + "#".repeat(48) + " 0.00-0.00 s");
  }

  private static String picture(List<Visit> visits, long widthNanos) {
    return DelayServer.picture("maps, one map a request", visits, widthNanos);
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("X-me", "yes").build();
  }
}
