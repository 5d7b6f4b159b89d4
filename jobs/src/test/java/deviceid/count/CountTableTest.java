// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Golden;
import deviceid.rows.JobOutput;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.api.util.DefaultTimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a count prints is the same whatever the user's locale and time zone. */
class CountTableTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"none", "one", "even", "uneven", "skewed", "far"})
  @DefaultLocale("de-DE")
  @DefaultTimeZone("Asia/Kathmandu")
  void isTheGoldenOneUnderADecimalComma(String name) throws Exception {
    check(name);
  }

  @Test
  @DefaultLocale("ar-EG-u-nu-arab")
  @DefaultTimeZone("Pacific/Kiritimati")
  void isTheGoldenOneUnderOtherDigits() throws Exception {
    check("uneven");
  }

  private void check(String name) throws Exception {
    Golden golden = Golden.of(CountTableTest.class, name);
    Dataset.write(folder.resolve("part-r-00000"), golden.txt());

    FirstCharacterCounts counts =
        FirstCharacterCounts.read(
            JobOutput.of(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration()));

    assertThat(counts.table() + "\n").isEqualTo(golden.out());
  }
}
