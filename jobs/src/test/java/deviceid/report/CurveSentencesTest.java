// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

/** Each sentence claims what the line shows, and no more. */
@DefaultLocale("de-DE")
class CurveSentencesTest {

  private static final double SECOND = 1e9;

  @Test
  void aClearLineHasItsIntervals() {
    assertThat(CurveSentences.of("stored", exact(4 * SECOND, 150)))
        .containsExactly(
            "stored: fixed cost 4.00 s (95% CI 4.00-4.00).",
            "stored: cost per row 150 ns (95% CI 150-150).");
  }

  /** The notebook's four runs, 17.8, 16.3, 17.2 and 15.2 s, of which it said: uniform time. */
  @Test
  void theNotebooksFourRunsShowNoEffectOfSize() {
    TimeModel notebook =
        TimeModel.of(
            List.of(
                new Timing(12_000_000, 17_800_000_000L),
                new Timing(120_000, 16_300_000_000L),
                new Timing(1_200, 17_200_000_000L),
                new Timing(10, 15_200_000_000L)));

    List<String> sentences = CurveSentences.of("notebook", notebook);
    assertThat(sentences.get(0)).startsWith("notebook: fixed cost 16.2 s (95% CI ");
    assertThat(sentences.get(1))
        .startsWith("notebook: cost per row not distinguishable from zero (95% CI 0-");
    assertThat(sentences.get(2))
        .matches("notebook: about [0-9]+ more runs? of each size \\(--repeats\\) would show it\\.");
    assertThat(notebook.slope().estimate().orElseThrow()).isBetween(120.0, 145.0);
  }

  @Test
  void nothingIsSaidWhereNothingIsKnown() {
    TimeModel once = TimeModel.of(List.of(new Timing(10, 5)));

    assertThat(CurveSentences.of("once", once))
        .containsExactly(
            "once: fixed cost not identifiable.",
            "once: cost per row not identifiable.",
            "once: that takes several sizes, repeats, and times that do not fall with size.");
    assertThat(CurveSentences.crossover("once", once, "again", once))
        .isEqualTo(
            "once and again: the size at which they take the same time is not identifiable; it"
                + " would take more than 1,000 more runs of each size (--repeats).");
  }

  @Test
  void aLineThatMissesItsRunsIsCalledOne() {
    TimeModel cached =
        TimeModel.of(
            List.of(
                new Timing(10, 100_000_000),
                new Timing(10, 101_000_000),
                new Timing(1_000, 1_000_000_000),
                new Timing(1_000, 990_000_000),
                new Timing(100_000, 900_000_000_000L),
                new Timing(100_000, 905_000_000_000L)));

    assertThat(CurveSentences.of("cached", cached))
        .contains("cached: a straight line does not fit, so both costs are approximate.")
        .anyMatch(
            sentence ->
                sentence.startsWith("cached: runs of 1,000 rows take 995 ms on average, the line"));
  }

  @Test
  void aCrossoverIsNamedAndAnExtrapolatedOneIsCalledSo() {
    assertThat(CurveSentences.crossover("job", exact(4 * SECOND, 0), "loop", exact(0, 1_000)))
        .isEqualTo(
            "job and loop take the same time at 4,000,000 rows (95% CI 4,000,000-4,000,000).");
    assertThat(CurveSentences.crossover("job", exact(40 * SECOND, 0), "loop", exact(0, 1_000)))
        .endsWith(", which is outside the measured sizes.");
    assertThat(CurveSentences.crossover("job", exact(4 * SECOND, 1_000), "loop", exact(SECOND, 1)))
        .isEqualTo("job and loop: one of them is faster at every size.");
  }

  @Test
  void noChartAndNoSentenceHoldsANegativeNumberOrNaN() {
    RandomGenerator random = new SplittableRandom(3);
    for (int trial = 0; trial < 100; trial++) {
      TimeModel one = anything(random);
      TimeModel other = anything(random);
      String all =
          CurveSentences.of("a", one)
              + CurveSentences.crossover("a", one, "b", other)
              + new TimeChart("t").add("a", one).add("b", other).data();

      assertThat(all).doesNotContainPattern("(?<![0-9]|[0-9]E)-[0-9]|NaN|Infinity");
    }
  }

  private static TimeModel exact(double a, double b) {
    List<Timing> runs = new ArrayList<>();
    for (long size : new long[] {12_000_000, 120_000, 1_200}) {
      runs.add(new Timing(size, Math.round(a + b * size)));
      runs.add(new Timing(size, Math.round(a + b * size)));
    }
    return TimeModel.of(runs);
  }

  private static TimeModel anything(RandomGenerator random) {
    List<Timing> runs = new ArrayList<>();
    for (int run = 1 + random.nextInt(12); run > 0; run--) {
      long size = 1L << (4 * random.nextInt(8));
      runs.add(new Timing(size, random.nextLong() >>> (1 + random.nextInt(63))));
    }
    return TimeModel.of(runs);
  }
}
