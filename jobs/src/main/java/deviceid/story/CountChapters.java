// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.run.FrontDoor.CommandResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counting by first character, and the loop of decreasing samples. */
record CountChapters(Workspace work) {

  /** Sizes in the table of {@code memory}'s loop: packed rows beside strings, which may not fit. */
  static long loopSizes(CommandResult result) {
    return result.lines("^ *[0-9,]+ +[0-9.,]+ +([0-9.,]+|-)$");
  }

  /** Sizes in the table of {@code sample}. */
  private static long sampleSizes(CommandResult result) {
    return result.lines("^ *[0-9,]+ +[0-9,]+ +(seek|stream|scan|generate) ");
  }

  private static final long FEW = 1_000_000;

  Chapter counting() {
    long few = work.few(FEW);
    return new Chapter(
        "Counting by first character",
        "Mapper, combiner, reducer. A hash prefers no first character, so each of the sixteen has a"
            + " share of about 6.25%.",
        List.of(
            StoryPart.checked(
                    "Stored rows",
                    "The mapper counts a batch of rows and emits sixteen pairs. The combiner and the"
                        + " reducer add them up.",
                    "count",
                    work.at("ids"),
                    work.at("counts"))
                .expect("total", work.rows(), StoryPart.numberAfter("^total")),
            StoryPart.checked(
                    "Regenerated rows",
                    "The notebook's frames were lazy: planning costs almost nothing, and rows are"
                        + " generated while they are counted. This part does the same and stores"
                        + " nothing.",
                    "count",
                    "--lazy",
                    "--ids",
                    work.ids(),
                    work.at("lazy"))
                .expect(
                    "SHA-256 of the counts",
                    result -> work.digest("counts"),
                    result -> work.digest("lazy")),
            StoryPart.checked(
                    "What combining saves",
                    "The same count in four ways, in turn, from one pair a row to sixteen pairs a map."
                        + " Ratios of times have 95% intervals; counters that differ say why. Of at"
                        + " most a million rows, since one pair a row takes its time.",
                    "count",
                    "--lazy",
                    "--ids",
                    Long.toString(few),
                    work.at("compared"),
                    "--compare",
                    "-Ddeviceid.compare.max-repeats=5") // on YARN a run takes seconds
                .expect("ways", 4, result -> result.lines("^[A-D]  \\S"))
                .expect("total", few, StoryPart.numberAfter("^total")),
            StoryPart.checked(
                    "Counted in memory",
                    "Once packed into one array of 20 bytes a row, and once as a list of strings, as"
                        + " a notebook would have them. A small sample takes microseconds to count"
                        + " here: whatever a job takes beyond that is the cost of the job.",
                    work.rows() > RowChapters.MOST_IN_MEMORY
                        ? new String[] {"memory", "--ids", "" + RowChapters.MOST_IN_MEMORY}
                        : new String[] {"memory", work.at("ids")})
                .expect(
                    "sizes of the loop",
                    work.sizes(work.few(RowChapters.MOST_IN_MEMORY)),
                    CountChapters::loopSizes)));
  }

  Chapter sampling() {
    Map<String, String> curves = new LinkedHashMap<>();
    curves.put("stored", "curve");
    curves.put("regenerated", "flat");
    return new Chapter(
        "Time against size",
        "The notebook's loop in Spark took 17.8, 16.3, 17.2 and 15.2 s for 12 million, 120,000,"
            + " 1,200 and 12 rows. It concluded that time hardly depends on size. The reason is"
            + " another: nothing was cached, so every action regenerated every ID. In a line through"
            + " the four points, the cost per row is not distinguishable from zero. Below are both:"
            + " samples of stored rows, and samples of rows regenerated for every run.",
        List.of(
            StoryPart.checked(
                    "Samples of stored rows",
                    "Each sample has exactly the size asked for, is drawn without replacement, and"
                        + " reads no other rows where that is cheaper.",
                    sample(work.at("ids"), work.at("curve")))
                .expect("sizes", work.sizes(), CountChapters::sampleSizes),
            StoryPart.checked(
                    "Samples of regenerated rows",
                    "The notebook's way, on purpose. It measures generating.",
                    sample("--lazy", "--ids", work.ids(), work.at("flat")))
                .expect("sizes", work.sizes(), CountChapters::sampleSizes)),
        curves);
  }

  /** Repeated as its warm-up asks; on YARN, where every run takes seconds, as often as it must. */
  private String[] sample(String... arguments) {
    List<String> command = new ArrayList<>(List.of("sample"));
    command.addAll(List.of(arguments));
    if (!work.local()) {
      command.addAll(List.of("--repeats", "3"));
    }
    return command.toArray(new String[0]);
  }
}
