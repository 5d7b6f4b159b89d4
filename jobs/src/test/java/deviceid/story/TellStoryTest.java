// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every part of the story, run at a small size. */
class TellStoryTest {

  @TempDir Path folder;

  @Test
  void everyPartIsAsExpected() throws Exception {
    Path report = folder.resolve("report");

    Run run = Run.of("story", report.toString(), "--ids", "20k", "-Ddeviceid.fetch.max-delay=0.3s");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(report.resolve("index.html")).content().contains("parts pass");
    try (var left = Files.list(folder)) {
      assertThat(left).as("nothing else is left").containsExactly(report);
    }
  }
}
