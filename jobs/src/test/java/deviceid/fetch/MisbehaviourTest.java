// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.fetch.FetchOptions.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server does, every URL gets its row, the same in all modes and in bounded time. */
class MisbehaviourTest {

  private final Map<String, String> expected = new LinkedHashMap<>();

  @TempDir Path folder;
  private MisbehavingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new MisbehavingServer();
    expected.put(server.url("/ok"), "200 0.25 0");
    expected.put(server.url("/slow-headers"), "timeout - 0");
    expected.put(server.url("/slow-body"), "timeout - 0");
    expected.put(server.url("/endless"), "too-large - 0");
    expected.put(server.url("/early-end"), "early-end - 0");
    expected.put(server.url("/reset"), "reset - 0");
    expected.put("http://127.0.0.1:" + nobody() + "/", "refused - 2");
    expected.put(server.url("/garbage"), "not-http - 0");
    expected.put(server.url("/404"), "404 - 0");
    expected.put(server.url("/500"), "500 - 2");
    expected.put(server.url("/redirect"), "redirect - 0");
    expected.put(server.url("/not-json"), "not-json - 0");
    expected.put(server.url("/other-json"), "200 - 0");
    expected.put(server.url("/busy-once"), "200 0.25 1");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void givesEachMisbehaviourItsStatusInEveryMode(Mode mode) throws Exception {
    if (!mode.isAvailable()) {
      return; // FetchUrlsTest sees the refusal
    }
    Dataset.write(folder.resolve("urls"), String.join("\n", expected.keySet()));
    long begun = System.nanoTime();

    Run run =
        Run.of(
            "fetch",
            folder + "/urls",
            folder + "/out",
            "--mode",
            mode.toString(),
            "--deadline",
            "2s",
            "--max-bytes",
            "10k");

    run.succeeds();
    assertThat(ends()).isEqualTo(expected);
    assertThat(run.out())
        .containsPattern("200 +3 +2 +0.500 +0.250\n")
        .contains("rows = URLs: 14: PASS", ", 11 failed; 19 requests, ");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    assertThat(server.requests("/ok")).as("a redirect is not followed").isEqualTo(1);
    assertThat(server.requests("/500")).isEqualTo(3);
    assertThat(server.requests("/reset")).as("the JDK's client repeats it once").isEqualTo(2);
    assertThat(List.of("/404", "/garbage", "/early-end", "/endless", "/slow-headers", "/slow-body"))
        .allMatch(path -> server.requests(path) == 1);
    assertNoConnectionStaysOpen();
  }

  /** Status, delay and repeats of each URL. */
  private Map<String, String> ends() throws IOException {
    Map<String, String> ends = new TreeMap<>();
    for (String row : Files.readAllLines(folder.resolve("out/rows.tsv"))) {
      String[] fields = row.split("\t", -1);
      ends.put(fields[6], fields[1] + " " + fields[2] + " " + fields[5]);
    }
    return ends;
  }

  private void assertNoConnectionStaysOpen() throws InterruptedException {
    for (int i = 0; i < 100 && server.open() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(server.open()).isZero();
  }

  /** A port on which nobody listens. */
  private static int nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return gone.getLocalPort();
    }
  }
}
