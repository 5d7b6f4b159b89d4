// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankPermutationTest {

  private static final int SEEDS = 4_000;

  @Test
  void isABijectionForEverySmallN() {
    for (int rows = 1; rows <= 2_000; rows++) {
      RankPermutation permutation = new RankPermutation(rows, rows);
      BitSet ranks = new BitSet();
      for (int row = 0; row < rows; row++) {
        long rank = permutation.rank(row);
        ranks.set((int) rank);
        if (permutation.row(rank) != row) {
          throw new AssertionError("row " + row + " of " + rows + " has no way back");
        }
      }
      assertThat(ranks.length()).isEqualTo(rows);
      assertThat(ranks.cardinality()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {(1L << 31) - 1, 1L << 31, 12_000_000, (1L << 40) + 1, 1L << 62, Long.MAX_VALUE})
  void inverts(long rows) {
    RankPermutation permutation = new RankPermutation(42, rows);
    Random random = new Random(rows);
    for (int i = 0; i < 1_000; i++) {
      long row = (random.nextLong() >>> 1) % rows;
      assertThat(permutation.rank(row)).isBetween(0L, rows - 1);
      assertThat(permutation.row(permutation.rank(row))).isEqualTo(row);
    }
  }

  /** A sample of old must be the sample of tomorrow. */
  @ParameterizedTest
  @CsvFileSource(resources = "known-ranks.csv", numLinesToSkip = 1)
  void givesTheKnownRanks(String seed, long rows, long row, long rank) {
    RankPermutation permutation = new RankPermutation(Long.parseUnsignedLong(seed), rows);

    assertThat(permutation.rank(row)).isEqualTo(rank);
    assertThat(permutation.row(rank)).isEqualTo(row);
  }

  /** Over many seeds each row is in the sample equally often. */
  @ParameterizedTest
  @CsvSource({"3, 1", "5, 2", "16, 4", "17, 5", "100, 10", "1000, 30"})
  void choosesEachRowEquallyOften(int rows, int size) {
    assertThat(unevenness(rows, size, fair(rows))).isBetween(-6.0, 6.0);
  }

  /**
   * The same measure rejects a sampler that prefers low rows by little, and one that skips some.
   */
  @Test
  void theMeasureRejectsABiasedSampler() {
    assertThat(
            unevenness(
                100, 10, (seed, row) -> fair(100).applyAsLong(seed, row) - (row < 10 ? 2 : 0)))
        .isGreaterThan(6);
    assertThat(
            unevenness(
                100, 10, (seed, row) -> row % 7 == 0 ? 99 : fair(100).applyAsLong(seed, row)))
        .isGreaterThan(6);
  }

  @Test
  void givesSeedsDifferentSamples() {
    BitSet first = sample(1);
    BitSet second = sample(2);
    second.and(first);

    assertThat(first.cardinality()).isEqualTo(100);
    assertThat(second.cardinality()).isLessThan(30); // 10 expected
  }

  @Test
  void refusesToPermuteNothing() {
    assertThatThrownBy(() -> new RankPermutation(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Standard deviations by which the spread of inclusion counts exceeds that of a fair sampler. */
  private static double unevenness(int rows, int size, LongBinaryOperator ranks) {
    long[] chosen = new long[rows];
    for (int seed = 0; seed < SEEDS; seed++) {
      for (int row = 0; row < rows; row++) {
        chosen[row] += ranks.applyAsLong(seed, row) < size ? 1 : 0;
      }
    }
    double expected = SEEDS * (double) size / rows;
    double variance = expected * (rows - size) / (rows - 1.0);
    double chiSquared =
        Arrays.stream(chosen).mapToDouble(n -> (n - expected) * (n - expected) / variance).sum();
    return (chiSquared - (rows - 1)) / Math.sqrt(2.0 * (rows - 1));
  }

  private static LongBinaryOperator fair(int rows) {
    return (seed, row) -> new RankPermutation(seed, rows).rank(row);
  }

  private static BitSet sample(long seed) {
    RankPermutation permutation = new RankPermutation(seed, 1_000);
    BitSet rows = new BitSet();
    for (int rank = 0; rank < 100; rank++) {
      rows.set((int) permutation.row(rank));
    }
    return rows;
  }
}
