// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A page like the sampling driver's, of made numbers: three programs, four sizes, three runs. */
final class MadePage {

  static final long[] SIZES = {12_000_000, 120_000, 1_200, 12};
  static final List<String> PHASES = List.of("start", "sampling", "counting", "shuffle", "commit");

  private final RandomGenerator random = new SplittableRandom(5);
  private final TimeModel stored = model(4.3e9, 160, 0.06);
  private final TimeModel lazy = model(9.6e9, 0.05, 0.06);
  private final TimeModel memory = model(9e5, 196, 0.25);

  final TimeChart curve =
      new TimeChart("Time against size")
          .add("stored", stored)
          .add("lazy", lazy)
          .add("in memory", memory);

  final Chart.StackedBars phases =
      new Chart.StackedBars(
          "Where the time goes",
          "Medians of three runs; the parts of a bar add up to the whole run.",
          phaseTable(),
          "size",
          PHASES);

  final Chart.Swimlanes attempts =
      Chart.Swimlanes.ofAttempts("Task attempts over time")
          .add("m_000000_0", "map", "SUCCEEDED", "one", 2_100L, 6_000L)
          .add("m_000001_0", "map", "FAILED", "two", 2_200L, 3_000L)
          .add("m_000001_1", "map", "SUCCEEDED", "one", 3_100L, 7_500L)
          .add("m_000002_0", "map", "KILLED", "two", 6_100L, 9_000L)
          .add("m_000002_1", "map", "SUCCEEDED", "one", 7_600L, 8_900L)
          .add("r_000000_0", "reduce", "SUCCEEDED", "two", 6_000L, 9_800L)
          .add("r_000001_0", "reduce", "SUCCEEDED", "two", null, null);

  Page page() {
    List<String> verdicts = new ArrayList<>(CurveSentences.of("stored", stored));
    verdicts.addAll(CurveSentences.of("lazy", lazy));
    verdicts.addAll(CurveSentences.of("in memory", memory));
    verdicts.add(CurveSentences.crossover("stored", stored, "in memory", memory));
    verdicts.add(CurveSentences.crossover("stored", stored, "lazy", lazy));
    return Page.titled("Counting samples of 12,000,000 ids (made numbers)")
        .paragraph("Every number on this page is made up, to see how such a page looks.")
        .heading("What the runs say")
        .points(verdicts)
        .heading("The curve")
        .chart(curve)
        .heading("The phases")
        .chart(phases)
        .heading("The attempts")
        .chart(attempts)
        .heading("As the terminal shows it")
        .terminal(curve.sizes().text());
  }

  private TimeModel model(double a, double b, double spread) {
    List<Timing> runs = new ArrayList<>();
    for (int repeat = 0; repeat < 3; repeat++) {
      for (long size : SIZES) {
        double noise = Math.exp(spread * random.nextGaussian());
        runs.add(new Timing(size, Math.round((a + b * size) * noise)));
      }
    }
    return TimeModel.of(runs);
  }

  private Table phaseTable() {
    Table table =
        new Table(
            Column.count("size"),
            Column.decimal("start", "ms", 1),
            Column.decimal("sampling", "ms", 1),
            Column.decimal("counting", "ms", 1),
            Column.decimal("shuffle", "ms", 1),
            Column.decimal("commit", "ms", 1));
    for (long size : SIZES) {
      table.row(size, 2_900, 12 + size / 9e3, 4 + size / 2e4, around(310), around(420));
    }
    return table;
  }

  private double around(double value) {
    return Timing.median(random.longs(3, (long) (value * 0.9e6), (long) (value * 1.1e6))) / 1e6;
  }
}
