// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.input.RankPermutation;
import deviceid.sample.Sampling.SampleDraw;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleDrawTest {

  private static final long SEED = 42;

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "100, 1", "100, 99", "100, 100", "1000, 16", "1000, 17", "5000, 500"})
  void drawsExactlyItsSizeInAscendingOrder(long rows, int size) {
    List<Long> sample = draw(rows, size, 0, rows);

    assertThat(sample).hasSize(size).isSorted().doesNotHaveDuplicates();
    assertThat(sample).allMatch(row -> row >= 0 && row < rows);
  }

  /** Ranges up to the size of the sample are tested row by row, longer ones inverted. */
  @ParameterizedTest
  @CsvSource({
    "1000, 100, 99",
    "1000, 100, 100",
    "1000, 100, 101",
    "1000, 100, 1000",
    "1000, 999, 999",
    "1000, 999, 1000",
    "1000, 1000, 1000",
    "1000, 1000, 10",
    "1000, 1, 1",
    "1000, 1, 2"
  })
  void takesTheSameRowsEitherWay(long rows, long size, long width) {
    RankPermutation permutation = new RankPermutation(SEED, rows);
    for (long from = 0; from + width <= rows; from += Math.max(1, (rows - width) / 10)) {
      assertThat(draw(rows, size, from, from + width))
          .isEqualTo(
              LongStream.range(from, from + width)
                  .filter(row -> permutation.rank(row) < size)
                  .boxed()
                  .toList());
    }
  }

  @Test
  void givesTheWholeSampleInAnyParts() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      long rows = 1L + random.nextInt(3000);
      long size = random.nextLong(rows + 1);
      long widest = 1 + random.nextLong(rows);
      List<Long> parts = new ArrayList<>();
      for (long from = 0; from < rows; ) {
        long to = Math.min(rows, from + random.nextLong(widest + 1));
        parts.addAll(draw(rows, size, from, to));
        from = to;
      }

      assertThat(parts).hasSize((int) size).isEqualTo(draw(rows, size, 0, rows));
    }
  }

  @Test
  void liesInsideEveryLargerSample() {
    List<Long> larger = draw(2000, 2000, 0, 2000);
    for (long size = 1999; size > 0; size -= 37) {
      List<Long> smaller = draw(2000, size, 0, 2000);
      assertThat(larger).containsAll(smaller);
      larger = smaller;
    }
  }

  /** A sample of few from very many must not walk through them all. */
  @Test
  void drawsFewOfVeryManyRows() {
    long rows = 1L << 62;

    assertThat(draw(rows, 3, 0, rows)).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  /** Nor must a few rows of very many walk through all the ranks of a large sample. */
  @Test
  void drawsFromFewRowsOfALargeSample() {
    long rows = 1L << 62;
    long from = rows / 2;
    RankPermutation permutation = new RankPermutation(SEED, rows);

    assertThat(draw(rows, rows / 4, from, from + 100))
        .isEqualTo(
            LongStream.range(from, from + 100)
                .filter(row -> permutation.rank(row) < rows / 4)
                .boxed()
                .toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 100})
  void givesNoRowOfAnEmptyRange(long size) {
    assertThat(draw(100, size, 50, 50)).isEmpty();
  }

  /** Exact for every n of every small N: the sizes, and each inside the next. */
  @Test
  void hasExactlyItsSizeForEverySizeOfEverySmallN() {
    for (int rows = 1; rows <= 40; rows++) {
      List<Long> smaller = List.of();
      for (int size = 1; size <= rows; size++) {
        List<Long> sample = draw(rows, size, 0, rows);
        assertThat(sample).as("%d of %d", size, rows).hasSize(size).containsAll(smaller);
        smaller = sample;
      }
    }
  }

  /** More than a map may hold: it must test its rows one by one. */
  @Test
  void doesNotHoldAShareThatIsTooLarge() {
    long rows = 1L << 40;
    Sampling sampling = exact(rows, rows / 1_000); // 2^40 / 1,000 ranks, a billion, to invert
    SampleDraw draw = new SampleDraw(sampling, 0, rows);

    for (long row = 0, drawn = -1; row < 5; row++) {
      long next = draw.next();
      assertThat(next).isGreaterThan(drawn).matches(sampling.test()::test);
      drawn = next;
    }
  }

  @Test
  void drawsABernoulliSampleInAnyParts() {
    Sampling sampling = new Sampling(Sampling.Method.BERNOULLI, SEED, 5_000, 700);
    List<Long> parts = new ArrayList<>();
    for (long from = 0; from < 5_000; from += 313) {
      parts.addAll(draw(sampling, from, Math.min(5_000, from + 313)));
    }

    assertThat(parts)
        .isEqualTo(draw(sampling, 0, 5_000))
        .isEqualTo(LongStream.range(0, 5_000).filter(sampling.test()).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 100", "5, 0, 3", "100, 0, 100"})
  void staysAtItsEnd(long size, long from, long to) {
    SampleDraw draw = new SampleDraw(exact(100, size), from, to);
    while (draw.next() != SampleDraw.NONE) {
      // to the end
    }

    assertThat(draw.next()).isEqualTo(SampleDraw.NONE);
  }

  private static List<Long> draw(long rows, long size, long from, long to) {
    return draw(exact(rows, size), from, to);
  }

  private static Sampling exact(long rows, long size) {
    return new Sampling(Sampling.Method.EXACT, SEED, rows, size);
  }

  private static List<Long> draw(Sampling sampling, long from, long to) {
    SampleDraw draw = new SampleDraw(sampling, from, to);
    List<Long> drawn = new ArrayList<>();
    for (long row = draw.next(); row != SampleDraw.NONE; row = draw.next()) {
      drawn.add(row);
    }
    return drawn;
  }
}
