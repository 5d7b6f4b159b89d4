// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.input.RankPermutation;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row is as likely in a sample as any other, and so is every set and every order of rows. */
class UniformityTest {

  private static final int SEEDS = 1000;

  /** The bounds are chi-squared at p = 1e-6 and, where there are enough rows, 1 - 1e-6. */
  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, 23.93",
    "3, 1, 0, 27.63",
    "3, 2, 0, 27.63",
    "5, 2, 0, 33.38",
    "7, 3, 0, 38.26",
    "10, 1, 0.22, 44.81",
    "10, 5, 0.22, 44.81",
    "16, 4, 1.21, 56.49",
    "17, 16, 1.45, 58.32",
    "100, 10, 45.83, 180.79",
    "300, 3, 196.79, 429.95",
    "1000, 100, 800.73, 1226.05"
  })
  void includesEachRowEquallyOften(int rows, int size, double tooEven, double tooUneven) {
    assertThat(unevenness(rows, size, UniformityTest::ranked)).isBetween(tooEven, tooUneven);
  }

  @Test
  void theEvennessTestRejectsABiasAndARotation() {
    double favoured = unevenness(100, 10, UniformityTest::favouringRowZero);
    double rotated =
        unevenness(
            100, 10, (seed, rows, size) -> LongStream.range(seed, seed + size).map(i -> i % rows));

    assertThat(favoured).isGreaterThan(180.79);
    assertThat(rotated).isLessThan(45.83);
  }

  /** Each row equally often is not enough: sets of neighbours would be that, too. */
  @Test
  void drawsEachSetEquallyOften() {
    long[] sets = new long[1 << 6];
    for (long seed = 0; seed < 20 * SEEDS; seed++) {
      sets[ranked(seed, 6, 3).mapToInt(row -> 1 << row).sum()]++;
    }
    long[] drawn = Arrays.stream(sets).filter(count -> count > 0).toArray();

    assertThat(drawn).hasSize(20);
    assertThat(chiSquared(drawn)).isBetween(2.25, 63.68);
  }

  @Test
  void ranksInEachOrderEquallyOften() {
    long[] orders = new long[1 << 8];
    for (long seed = 0; seed < 24 * SEEDS; seed++) {
      orders[
          ranked(seed, 4, 4).mapToInt(row -> (int) row).reduce(0, (all, row) -> 4 * all + row)]++;
    }
    long[] seen = Arrays.stream(orders).filter(count -> count > 0).toArray();

    assertThat(seen).hasSize(24);
    assertThat(chiSquared(seen)).isBetween(3.52, 70.55);
  }

  /** A way to draw a sample. */
  private interface Selector {
    LongStream draw(long seed, int rows, int size);
  }

  private static LongStream ranked(long seed, int rows, int size) {
    return LongStream.range(0, size).map(new RankPermutation(seed, rows)::row);
  }

  /** A uniform sample, but for row 0, which takes the place of another in one of eight. */
  private static LongStream favouringRowZero(long seed, int rows, int size) {
    long[] sample = new Random(seed).longs(0, rows).distinct().limit(size).toArray();
    if (seed % 8 == 0 && LongStream.of(sample).noneMatch(row -> row == 0)) {
      sample[0] = 0;
    }
    return LongStream.of(sample);
  }

  /**
   * Chi-squared, with {@code rows - 1} degrees of freedom, of how often each row is drawn; scaled
   * since rows drawn without replacement vary less than independent draws.
   */
  private static double unevenness(int rows, int size, Selector selector) {
    long[] counts = new long[rows];
    for (long seed = 0; seed < SEEDS; seed++) {
      selector.draw(seed, rows, size).forEach(row -> counts[(int) row]++);
    }
    return chiSquared(counts) * (rows - 1) / (rows - size);
  }

  private static double chiSquared(long[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }
}
