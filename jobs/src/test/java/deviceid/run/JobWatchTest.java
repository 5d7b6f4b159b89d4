// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.run.JobWatch.ProgressLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobWatchTest {

  @Test
  void printsALineEvery30SecondsWhereProgressChanged() {
    ProgressLines lines = new ProgressLines(0);
    List<String> printed = new ArrayList<>();
    for (int second = 5; second <= 200; second += 5) {
      String line = ProgressLines.of(second < 40 ? 0 : Math.min(second, 100) / 100f, 0);
      if (lines.isDue(line, TimeUnit.SECONDS.toNanos(second))) {
        printed.add(second + " s: " + line);
      }
    }

    assertThat(printed)
        .containsExactly(
            "30 s: map 0%, reduce 0%",
            "60 s: map 60%, reduce 0%", "90 s: map 90%, reduce 0%", "120 s: map 100%, reduce 0%");
  }
}
