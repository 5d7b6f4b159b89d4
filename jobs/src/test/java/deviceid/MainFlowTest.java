// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main flow on the local runner, as a user runs it. */
class MainFlowTest {

  @TempDir Path folder;

  @Test
  void generatesCountsAndSamples() throws Exception {
    Run generate = Run.of("generate", folder + "/ids", "--ids", "1000", "--cores", "2");
    Run count = Run.of("count", folder + "/ids", folder + "/counts");
    Run sample = Run.of("sample", folder + "/ids", folder + "/curve", "--repeats", "1");

    generate.succeeds();
    count.succeeds();
    sample.succeeds();
    assertThat(folder.resolve("ids/part-m-00001")).hasSize(500 * 41);
    assertThat(count.out()).contains("sum of counts = rows counted: 1,000: PASS");
    assertThat(Files.readString(folder.resolve("curve/size-10/part-r-00000"))).isNotEmpty();
    assertThat(Files.readString(folder.resolve("curve/_runs.csv"))).hasLineCount(3);
  }
}
