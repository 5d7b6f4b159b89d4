// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.Mix64;
import deviceid.input.RankPermutation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.apache.hadoop.conf.Configuration;

/**
 * Which of N rows are in a sample: a pure function of method, seed, N, n and the row, so that the
 * sample is the same for any splits and any engine. With one seed, smaller samples lie inside
 * larger ones.
 *
 * @param rows N
 * @param size n, from 0 to N: how many rows, by the Bernoulli method on average
 */
record Sampling(Method method, long seed, long rows, long size) {

  /** How rows are chosen. */
  enum Method {
    /** The n rows of the lowest ranks under a keyed permutation. */
    EXACT,
    /** Each row for itself, if its keyed hash lies below n / N. */
    BERNOULLI
  }

  private static final String METHOD = "deviceid.sample.drawn-by";
  private static final String SEED = "deviceid.sample.rank-seed";
  private static final String ROWS = "deviceid.sample.rows";
  private static final String SIZE = "deviceid.sample.size";

  /**
   * @throws IllegalArgumentException if size is not from 0 to rows
   */
  Sampling {
    if (size < 0 || size > rows) {
      throw new IllegalArgumentException("no sample of " + size + " from " + rows + " rows");
    }
  }

  static Sampling read(Configuration conf) {
    return new Sampling(
        conf.getEnum(METHOD, Method.EXACT),
        conf.getLong(SEED, 0),
        conf.getLong(ROWS, 0),
        conf.getLong(SIZE, 0));
  }

  void write(Configuration conf) {
    conf.setEnum(METHOD, method);
    conf.setLong(SEED, seed);
    conf.setLong(ROWS, rows);
    conf.setLong(SIZE, size);
  }

  /** Whether every row is in the sample. */
  boolean isWhole() {
    return size == rows;
  }

  /** The test of a single row of [0, N). */
  LongPredicate test() {
    if (isWhole()) {
      return row -> true;
    }
    if (method == Method.EXACT) {
      RankPermutation permutation = permutation();
      return row -> permutation.rank(row) < size;
    }
    long key = Mix64.murmur3(seed + Mix64.GOLDEN_GAMMA); // not the key that makes the IDs
    long below = threshold();
    return row -> Mix64.stafford13(key + row * Mix64.GOLDEN_GAMMA) >>> 1 < below;
  }

  /** The permutation whose lowest ranks are the exact sample. */
  RankPermutation permutation() {
    return new RankPermutation(seed, rows);
  }

  /** Rows beyond which a Bernoulli sample differs from n less than once in a hundred million. */
  long tolerance() {
    if (method == Method.EXACT || isWhole()) {
      return 0;
    }
    double variance = size * (1 - size / (double) rows);
    return (long) Math.ceil(6 * Math.sqrt(variance)) + 8; // the upper tail of a small n is longer
  }

  /** n / N of 2^63. */
  private long threshold() {
    return BigInteger.valueOf(size)
        .shiftLeft(Long.SIZE - 1)
        .divide(BigInteger.valueOf(rows))
        .longValueExact();
  }

  /**
   * The rows of a sample that lie in [from, to), in ascending order. Of an exact sample it takes
   * the cheaper of two ways: invert the n ranks and keep its own rows, or test each row. A rank
   * costs as much to invert as to compute (76 against 72 ns of 12 million rows on one core, with 60
   * ns to sort for each row it keeps), so the smaller number decides.
   */
  static final class SampleDraw {

    /** Returned after the last row. */
    static final long NONE = -1;

    /** Rows that are held at most, 32 MB; a map's share of a larger sample is tested row by row. */
    private static final long MAX_HELD = 4L << 20;

    private final LongPredicate test;
    private final long to;
    private final long[] inverted;
    private long next;

    SampleDraw(Sampling sampling, long from, long to) {
      this.test = sampling.test();
      this.to = to;
      this.inverted = isInverted(sampling, to - from) ? invert(sampling, from) : null;
      this.next = inverted == null ? from : 0;
    }

    /** The next row of the sample, or {@link #NONE}. */
    long next() {
      if (inverted != null) {
        return next < inverted.length ? inverted[(int) next++] : NONE;
      }
      while (next < to) {
        long row = next++;
        if (test.test(row)) {
          return row;
        }
      }
      return NONE;
    }

    private static boolean isInverted(Sampling sampling, long width) {
      double share = sampling.size() * (width / (double) sampling.rows());
      return sampling.method() == Sampling.Method.EXACT
          && sampling.size() < width
          && share < MAX_HELD;
    }

    private long[] invert(Sampling sampling, long from) {
      RankPermutation permutation = sampling.permutation();
      long[] found = new long[16];
      int count = 0;
      for (long rank = 0; rank < sampling.size(); rank++) {
        long row = permutation.row(rank);
        if (row >= from && row < to) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = row;
        }
      }
      Arrays.sort(found, 0, count);
      return Arrays.copyOf(found, count);
    }
  }
}
