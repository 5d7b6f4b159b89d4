// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Golden;
import deviceid.count.FirstCharacterCounts;
import deviceid.record.Phases;
import deviceid.record.Phases.Phase;
import deviceid.sample.SampleRuns.SampleRun;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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

    assertThat(SampleTable.medians(sizes, runs).text() + "\n\n" + SampleTable.runs(runs).csv())
        .isEqualTo(golden.out());
  }

  /** A run from its fields in their order, but for the counts; a phase that is not known is -. */
  private static SampleRun run(String line) {
    String[] fields = line.split(" ", -1);
    Map<Phase, Long> known = new EnumMap<>(Phase.class);
    int at = 8;
    for (Phase phase : EnumSet.complementOf(EnumSet.of(Phase.REST))) {
      String nanos = fields[at++];
      if (!nanos.equals("-")) {
        known.put(phase, Long.parseLong(nanos));
      }
    }
    return new SampleRun(
        Long.parseLong(fields[0]),
        Integer.parseInt(fields[1]),
        Population.Way.valueOf(fields[2]),
        Integer.parseInt(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]),
        new FirstCharacterCounts(List.of()),
        Long.parseLong(fields[6]),
        0,
        new Phases(Long.parseLong(fields[7]), known),
        Long.parseLong(fields[14]),
        Long.parseLong(fields[15]));
  }
}
