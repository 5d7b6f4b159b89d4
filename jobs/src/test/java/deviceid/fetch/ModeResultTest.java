// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.fetch.DelayServer.Visit;
import deviceid.fetch.FetchOptions.Mode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeResultTest {

  @Test
  void drawsRequestsEndToEndAndSideBySide() {
    List<Visit> visits =
        List.of(
            new Visit("/delay/1", 500, 600),
            new Visit("/delay/2", 600, 800),
            new Visit("/delay/0", 600, 600));

    assertThat(result(visits).picture(300).lines())
        .containsExactly(
            "maps, one map a request: 0.00 s",
            "  /delay/1    |" + "#".repeat(20),
            "  /delay/2    |" + " ".repeat(20) + "#".repeat(40),
            "  /delay/0    |" + " ".repeat(20) + "#");
  }

  @Test
  void drawsTwentyLinesAndSaysHowManyMoreThereAre() {
    List<Visit> visits = Collections.nCopies(23, new Visit("/delay/1", 0, 10));

    assertThat(result(visits).picture(10).lines()).hasSize(22).last().isEqualTo("  and 3 more");
  }

  /** On YARN containers may come later than one request after another would. */
  @Test
  void givesAModeThatTookLongerAWidthOfItsOwn() {
    assertThat(result(List.of(new Visit("/delay/1", 0, 900))).picture(300))
        .isEqualTo("maps, one map a request: 0.00 s\n  /delay/1    |" + "#".repeat(60));
  }

  private static ModeResult result(List<Visit> visits) {
    return new ModeResult(Mode.MAPS, null, 0, 1, visits);
  }
}
