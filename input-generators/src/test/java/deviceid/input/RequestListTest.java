// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestListTest {

  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  @Test
  void drawsTheSameDelaysOfASeedAndOthersOfAnother() {
    assertThat(RequestList.delays(42, 5, 3_000))
        .containsExactly(3_000L, 2_000L, 2_000L, 1_000L, 1_000L);
    assertThat(RequestList.delays(42, 3, 300)).containsExactly(300L, 200L, 200L);
    assertThat(RequestList.delays(43, 20, 3_000)).isNotEqualTo(RequestList.delays(42, 20, 3_000));
  }

  @Test
  void drawsEachOfTheThreeDelaysAboutAsOften() {
    List<Long> delays = RequestList.delays(7, 3_000, 3_000);

    for (long delay : List.of(1_000L, 2_000L, 3_000L)) {
      assertThat(delays.stream().filter(drawn -> drawn == delay).count()).isBetween(900L, 1_100L);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -3, 1, 100})
  void refusesALongestDelayThatHasNoThird(long longest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RequestList.delays(42, 1, longest))
        .withMessageContaining("a third of " + longest + " ms");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, /delay/1",
    "100, /delay/0.1",
    "0, /delay/0",
    "1234, /delay/1.234",
    "10000, /delay/10",
    "90, /delay/0.09"
  })
  void readsBackTheDelayOfAPath(long millis, String path) {
    assertThat(RequestList.path(millis)).isEqualTo(path);
    assertThat(RequestList.delayMillis(path)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/delay",
        "/delay/",
        "/delay/x",
        "/delay/-1",
        "/delay/1e3",
        "/delay/1.",
        "/delay/.5",
        "/delay/1/2",
        "/delay/0.0001",
        "/delay/123456",
        "/x/delay/1",
        "/delay/1 ",
        "/delay/\u0661"
      })
  void findsNoDelayInAnotherPath(String path) {
    assertThat(RequestList.delayMillis(path)).isEmpty();
  }

  @Test
  void readsUrlsInTheirOrderWithAnyLineEnd() throws IOException {
    assertThat(
            read(
                "http://localhost/a\nhttps://127.0.0.1:8443/b?c=d\r\nHTTP://[::1]/\nhttp://LocalHost"))
        .containsExactly(
            URI.create("http://localhost/a"),
            URI.create("https://127.0.0.1:8443/b?c=d"),
            URI.create("HTTP://[::1]/"),
            URI.create("http://LocalHost"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''| no URL of printable ASCII: an empty line",
        "'http://localhost/a b'| no URL of printable ASCII: \"http://localhost/a b\"",
        "'http://localhost/\t'| no URL of printable ASCII: \"http://localhost/\\t\"",
        "'http://localhost/\u001b[31m'| no URL of printable ASCII: \"http://localhost/\\x1b[31m\"",
        "http://m\u00fcller/| no URL of printable ASCII: \"http://m\\xc3\\xbcller/\"",
        "http://localhost/%zz| no URL: \"http://localhost/%zz\"",
        "localhost/a| neither http:// nor https://: \"localhost/a\"",
        "/delay/1| neither http:// nor https://: \"/delay/1\"",
        "file:///etc/passwd| neither http:// nor https://: \"file:///etc/passwd\"",
        "ftp://localhost/| neither http:// nor https://: \"ftp://localhost/\"",
        "http:/a| no host, or a host and port that cannot be: \"http:/a\"",
        "http:opaque| no host, or a host and port that cannot be: \"http:opaque\"",
        "http://a_b/| no host, or a host and port that cannot be: \"http://a_b/\"",
        "http://localhost:0/| no host, or a host and port that cannot be: \"http://localhost:0/\"",
        "http://localhost:65536/| no host, or a host and port that cannot be: \"http://localhost:65536/\"",
        "http://localhost/#a| a fragment, which no server sees: \"http://localhost/#a\"",
        "http://example.org/| a host that is not allowed: \"http://example.org/\"",
        "http://127.1/| no host, or a host and port that cannot be: \"http://127.1/\"",
        "http://127.0.0.2/| a host that is not allowed: \"http://127.0.0.2/\"",
        "http://[::ffff:127.0.0.1]/| a host that is not allowed: \"http://[::ffff:127.0.0.1]/\"",
        "http://169.254.169.254/| a host that is not allowed: \"http://169.254.169.254/\"",
        "http://localhost.example.org/| a host that is not allowed: \"http://localhost.example.org/\""
      })
  void refusesAndSaysWhereAndWhy(String line, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("http://localhost/\n" + line + "\n"))
        .withMessage("request list line 2: " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://me:secret@localhost/", "http://me:se@cret@localhost/"})
  void refusesAUserAndKeepsThePasswordToItself(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(line))
        .withMessage("request list line 1: a user in the URL");
  }

  @Test
  void refusesAListThatIsEmptyOrTooLongOrHasALineTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(""))
        .withMessage("request list: it is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("http://localhost/\n".repeat(100_001)))
        .withMessage("request list line 100001: a list has at most 100000 lines");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("http://localhost/" + "a".repeat(2_032)))
        .withMessage("request list line 1: longer than 2048 bytes");
  }

  private static List<URI> read(String text) throws IOException {
    return RequestList.read(new ByteArrayInputStream(text.getBytes(UTF_8)), HOSTS);
  }
}
