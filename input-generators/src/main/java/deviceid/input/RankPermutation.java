// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

/**
 * A keyed permutation of [0, N): each row has a rank, and the rows whose rank is below n are an
 * exact, uniform sample of n without replacement, inside that of every larger n.
 *
 * <p>An alternating Feistel network over the smallest power of two that holds N (Luby and Rackoff
 * 1988), walked on until it lands below N (Black and Rogaway 2002), which takes fewer than two
 * steps on average for all but the smallest N.
 */
public final class RankPermutation {

  /** Fewer than twelve showed bias at small N. */
  private static final int ROUNDS = 12;

  private static final int MIN_BITS = 2;

  private final long rows;
  private final int rightBits;
  private final int leftBits;
  private final long[] keys = new long[ROUNDS];

  /**
   * @throws IllegalArgumentException if rows is below 1
   */
  public RankPermutation(long seed, long rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a permutation has 1 or more rows, not " + rows);
    }
    this.rows = rows;
    int bits = Math.max(MIN_BITS, Long.SIZE - Long.numberOfLeadingZeros(rows - 1));
    this.leftBits = bits / 2;
    this.rightBits = bits - leftBits;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Mix64.stafford13(seed + (round + 1) * Mix64.GOLDEN_GAMMA);
    }
  }

  /** The rank of a row; both from 0 to N - 1. */
  public long rank(long row) {
    long value = row;
    do {
      value = forward(value);
    } while (value >= rows);
    return value;
  }

  /** The row of a rank: the inverse of {@link #rank}. */
  public long row(long rank) {
    long value = rank;
    do {
      value = backward(value);
    } while (value >= rows);
    return value;
  }

  private long forward(long value) {
    long left = value >>> rightBits;
    long right = value & ((1L << rightBits) - 1);
    for (int round = 0; round < ROUNDS; round += 2) {
      left ^= Mix64.stafford13(right ^ keys[round]) >>> (Long.SIZE - leftBits);
      right ^= Mix64.stafford13(left ^ keys[round + 1]) >>> (Long.SIZE - rightBits);
    }
    return left << rightBits | right;
  }

  private long backward(long value) {
    long left = value >>> rightBits;
    long right = value & ((1L << rightBits) - 1);
    for (int round = ROUNDS - 2; round >= 0; round -= 2) {
      right ^= Mix64.stafford13(left ^ keys[round + 1]) >>> (Long.SIZE - rightBits);
      left ^= Mix64.stafford13(right ^ keys[round]) >>> (Long.SIZE - leftBits);
    }
    return left << rightBits | right;
  }
}
