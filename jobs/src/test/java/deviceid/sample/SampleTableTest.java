// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Golden;
import deviceid.count.FirstCharacterCounts;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.api.util.DefaultTimeZone;

/** What sampling prints and keeps is the same whatever the user's locale and time zone. */
class SampleTableTest {

  @Test
  @DefaultLocale("de-DE")
  @DefaultTimeZone("Asia/Kathmandu")
  void isTheGoldenOneUnderADecimalComma() throws Exception {
    check();
  }

  @Test
  @DefaultLocale("ar-EG-u-nu-arab")
  @DefaultTimeZone("Pacific/Kiritimati")
  void isTheGoldenOneUnderOtherDigits() throws Exception {
    check();
  }

  private static void check() throws Exception {
    Golden golden = Golden.of(SampleTableTest.class, "curve");
    List<SampleRun> runs = golden.txt().lines().map(SampleTableTest::run).toList();
    List<Long> sizes =
        runs.stream().map(SampleRun::size).distinct().sorted(Comparator.reverseOrder()).toList();

    assertThat(SampleTable.medians(sizes, runs) + "\n\n" + SampleTable.csv(runs))
        .isEqualTo(golden.out());
  }

  /** A run from its numbers in the order of its fields, but for the counts. */
  private static SampleRun run(String line) {
    long[] n = Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new SampleRun(
        n[0],
        (int) n[1],
        (int) n[2],
        n[3],
        n[4],
        new FirstCharacterCounts(List.of()),
        n[5],
        n[6],
        n[7],
        n[8],
        n[9]);
  }
}
