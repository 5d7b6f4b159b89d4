// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.fetch.DelayServer.Visit;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GanttTest {

  @Test
  void drawsRequestsEndToEndAndSideBySide() {
    List<Visit> visits =
        List.of(
            new Visit("/delay/1", 500, 600),
            new Visit("/delay/2", 600, 800),
            new Visit("/delay/0", 600, 600));

    assertThat(Gantt.of(visits, 300).lines())
        .containsExactly(
            "  /delay/1    |" + "#".repeat(20),
            "  /delay/2    |" + " ".repeat(20) + "#".repeat(40),
            "  /delay/0    |" + " ".repeat(20) + "#");
  }

  @Test
  void drawsTwentyLinesAndSaysHowManyMoreThereAre() {
    List<Visit> visits = Collections.nCopies(23, new Visit("/delay/1", 0, 10));

    assertThat(Gantt.of(visits, 10).lines()).hasSize(21).last().isEqualTo("  and 3 more");
  }

  /** On YARN containers may come later than one request after another would. */
  @Test
  void givesAModeThatTookLongerAWidthOfItsOwn() {
    Tried slow = new Tried(Mode.MAPS, null, 0, 1, List.of(new Visit("/delay/1", 0, 900)));

    assertThat(slow.picture(300)).isEqualTo("maps: 0.00 s\n  /delay/1    |" + "#".repeat(60));
  }
}
