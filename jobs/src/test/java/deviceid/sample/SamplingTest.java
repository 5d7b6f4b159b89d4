// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.input.Mix64;
import deviceid.sample.Sampling.Method;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The Bernoulli method: rows in or out by themselves, and what both methods promise. */
class SamplingTest {

  private static final int SEEDS = 1_000;

  /** The bounds are chi-squared at p = 1e-6 and, where there are enough rows, 1 - 1e-6. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, 27.64",
    "5, 2, 0, 35.89",
    "16, 4, 1.21, 58.32",
    "100, 10, 45.83, 182.0",
    "1000, 100, 800.73, 1227.2"
  })
  void includesEachRowWithTheSameChance(int rows, int size, double tooEven, double tooUneven) {
    assertThat(unevenness(rows, size, SamplingTest::bernoulli)).isBetween(tooEven, tooUneven);
  }

  /**
   * The same measure rejects keys that leave rows fixed, and a threshold that is off by a
   * hundredth.
   */
  @Test
  void theMeasureRejectsABiasedSampler() {
    Selector seedless = (seed, rows, size) -> bernoulli(1, rows, size);
    Selector tooFew = (seed, rows, size) -> bernoulli(seed, rows, size - size / 100);
    Selector favouring =
        (seed, rows, size) -> row -> bernoulli(seed, rows, row < 5 ? size + 5 : size).test(row);

    assertThat(unevenness(100, 10, seedless)).isGreaterThan(182);
    assertThat(unevenness(100, 10, favouring)).isGreaterThan(182);
    assertThat(Math.abs(excess(10_000, 1_000, tooFew))).isGreaterThan(5);
  }

  /** Sizes are binomial: their mean and their variance over the seeds are as they must be. */
  @ParameterizedTest
  @CsvSource({"100, 1", "100, 50", "10000, 1000", "10000, 9999"})
  void givesSizesAroundTheOneAskedFor(int rows, int size) {
    assertThat(excess(rows, size, SamplingTest::bernoulli)).isBetween(-5.0, 5.0);

    double p = size / (double) rows;
    double variance =
        LongStream.range(0, SEEDS)
            .mapToDouble(
                seed -> Math.pow((double) count(rows, bernoulli(seed, rows, size)) - size, 2))
            .average()
            .orElseThrow();
    assertThat(variance / (size * (1 - p))).isBetween(0.7, 1.45);
  }

  @Test
  void neverExceedsItsToleranceAndAWrongSizeDoes() {
    for (int size : new int[] {1, 2, 12, 500, 9_999}) {
      Sampling sampling = new Sampling(Method.BERNOULLI, 1, 10_000, size);
      for (long seed = 0; seed < 300; seed++) {
        long got = count(10_000, bernoulli(seed, 10_000, size));
        assertThat(Math.abs(got - size)).isLessThanOrEqualTo(sampling.tolerance());
      }
    }
    long tolerance = new Sampling(Method.BERNOULLI, 1, 10_000, 500).tolerance();
    assertThat(count(10_000, bernoulli(1, 10_000, 1_000)) - 500).isGreaterThan(tolerance);
  }

  @Test
  void allowsAnExactSampleNoDifference() {
    assertThat(new Sampling(Method.EXACT, 1, 10_000, 500).tolerance()).isZero();
    assertThat(new Sampling(Method.BERNOULLI, 1, 10_000, 10_000).tolerance()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void nestsSmallerSamplesInLargerOnesAndTakesAllOrNothingAtTheEnds(Method method) {
    LongPredicate larger = new Sampling(method, 3, 2_000, 2_000).test();
    assertThat(count(2_000, larger)).isEqualTo(2_000);
    for (int size = 1_999; size >= 0; size -= 31) {
      LongPredicate smaller = new Sampling(method, 3, 2_000, size).test();
      assertThat(LongStream.range(0, 2_000).filter(smaller)).allMatch(larger::test);
      larger = smaller;
    }
    assertThat(count(2_000, new Sampling(method, 3, 2_000, 0).test())).isZero();
  }

  /** With one seed for both, the hash that chooses rows must not be the one that makes them. */
  @Test
  void doesNotChooseByTheBitsThatMakeTheIds() {
    long ids = Mix64.stafford13(42 + Mix64.GOLDEN_GAMMA);
    LongPredicate lowIds =
        row -> Mix64.stafford13(ids + row * Mix64.GOLDEN_GAMMA) >>> 1 < Long.MAX_VALUE / 2;
    LongPredicate sample = bernoulli(42, 10_000, 5_000);

    assertThat(count(10_000, row -> lowIds.test(row) == sample.test(row)))
        .isBetween(4_750L, 5_250L);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void travelsInAConfiguration(Method method) {
    Configuration conf = new Configuration(false);
    Sampling sampling = new Sampling(method, -5, Long.MAX_VALUE, Long.MAX_VALUE - 1);
    sampling.write(conf);

    assertThat(Sampling.read(conf)).isEqualTo(sampling);
  }

  @ParameterizedTest
  @CsvSource({"10, 11", "10, -1"})
  void refusesASizeThatCannotBe(long rows, long size) {
    assertThatThrownBy(() -> new Sampling(Method.EXACT, 1, rows, size))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A way to choose rows. */
  private interface Selector {
    LongPredicate of(long seed, int rows, int size);
  }

  private static LongPredicate bernoulli(long seed, int rows, int size) {
    return new Sampling(Method.BERNOULLI, seed, rows, size).test();
  }

  private static long count(int rows, LongPredicate test) {
    return LongStream.range(0, rows).filter(test).count();
  }

  /** Standard deviations by which the rows drawn over all seeds exceed what was asked for. */
  private static double excess(int rows, int size, Selector selector) {
    double drawn = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      drawn += count(rows, selector.of(seed, rows, size));
    }
    double deviation = Math.sqrt(SEEDS * (double) size * (1 - size / (double) rows));
    return (drawn - SEEDS * (double) size) / deviation;
  }

  /** Chi-squared, with {@code rows} degrees of freedom, of how often each row is drawn. */
  private static double unevenness(int rows, int size, Selector selector) {
    long[] counts = new long[rows];
    for (long seed = 0; seed < SEEDS; seed++) {
      LongPredicate test = selector.of(seed, rows, size);
      for (int row = 0; row < rows; row++) {
        counts[row] += test.test(row) ? 1 : 0;
      }
    }
    double expected = SEEDS * (double) size / rows;
    double variance = expected * (1 - size / (double) rows);
    return LongStream.of(counts).mapToDouble(n -> (n - expected) * (n - expected) / variance).sum();
  }
}
