// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a daemon answers; each header as browsers and command lines send it. */
class RequestFilterTest {

  private static final String AGENT = "User-Agent=Mozilla/5.0 (X11; Linux x86_64)";

  @ParameterizedTest
  @CsvSource({
    "GET, Host=localhost:9870",
    "HEAD, Host=127.0.0.1:9870",
    "GET, Host=LOCALHOST",
    "GET, Host=[::1]:9870",
    // the address typed, or a page of the same daemon
    "GET, Host=localhost:9870 Sec-Fetch-Site=none Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document",
    "GET, Host=localhost:9870 Sec-Fetch-Site=same-origin Referer=http://localhost:9870/",
    "GET, Host=localhost:9864 Origin=http://localhost:9864",
    // the NameNode's page shows a file of a DataNode
    "GET, Host=localhost:9864 Origin=http://localhost:9870 Sec-Fetch-Site=same-site",
    // a link on another site, or in a page of a local file
    "GET, Host=localhost:9870 Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document",
  })
  void answersPagesAndCommandLinesOfThisMachine(String method, String headers) {
    assertThat(refusal(method, "/jmx", headers.split(" ", -1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void neverWrites(String method) {
    assertThat(refusal(method, "/webhdfs/v1/user/me/ids", "Host=localhost:9870"))
        .hasValue("the pages of this cluster are read-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host=evil.example",
        "Host=evil.example:9870",
        "Host=localhost.evil.example:9870",
        "Host=evil.example@localhost.evil.example",
        "Host=",
        "Host=a b",
        "Host=127.0.0.1.evil.example",
        "None="
      })
  void refusesNamesThatAreNotThisMachines(String header) {
    assertThat(refusal("GET", "/jmx", header)).hasValue("Host is not a name of this machine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin=http://evil.example",
        "Origin=null",
        "Origin=http://localhost.evil.example",
        "Origin=http://localhost:3000 Sec-Fetch-Site=same-site", // a page of another server here
        "Origin=http://localhost",
        "Sec-Fetch-Site=same-site Sec-Fetch-Mode=no-cors Sec-Fetch-Dest=script",
        "Sec-Fetch-Site=cross-site Sec-Fetch-Mode=no-cors Sec-Fetch-Dest=image",
        "Sec-Fetch-Site=cross-site Sec-Fetch-Mode=navigate Sec-Fetch-Dest=iframe",
        "Origin=http://evil.example Sec-Fetch-Mode=navigate Sec-Fetch-Dest=document"
      })
  void tellsOtherOriginsNothing(String headers) {
    String[] all = ("Host=localhost:9870 " + headers).split(" ", -1);
    assertThat(refusal("GET", "/jmx", all))
        .hasValue("a page of another origin may not read this cluster");
  }

  @Test
  void leavesGetsWithAnEffectToCommandLines() {
    for (String path : new String[] {"/logLevel", "/fsck", "/prof"}) {
      assertThat(refusal("GET", path, "Host=localhost:9870")).as(path).isEmpty();
      for (String browser :
          new String[] {AGENT, "Sec-Fetch-Site=none", "Referer=http://localhost:9870/"}) {
        assertThat(refusal("GET", path, "Host=localhost:9870", browser))
            .as(path)
            .hasValue(path + " is not for browsers");
      }
    }
  }

  private static Optional<String> refusal(String method, String path, String... headers) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : headers) {
      int equals = header.indexOf('=');
      values.put(header.substring(0, equals), header.substring(equals + 1));
    }
    return RequestFilter.refusal(method, path, values::get, 9870);
  }
}
