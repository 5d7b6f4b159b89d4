// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.Mix64;
import deviceid.input.RankPermutation;
import java.math.BigInteger;
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
}
