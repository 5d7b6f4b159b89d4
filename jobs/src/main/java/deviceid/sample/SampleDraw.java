// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import java.util.Arrays;

/**
 * The rows of a sample of n that lie in [from, to), in ascending order. It takes the cheaper of two
 * ways: invert the n ranks and keep its own rows, or test each row; n = N needs neither.
 */
final class SampleDraw {

  /** Returned after the last row. */
  static final long NONE = -1;

  private final RankPermutation permutation;
  private final long size;
  private final long to;
  private final boolean all;
  private final long[] inverted;
  private long next;

  SampleDraw(RankPermutation permutation, long rows, long size, long from, long to) {
    this.permutation = permutation;
    this.size = size;
    this.to = to;
    this.all = size == rows;
    this.inverted = !all && size < to - from ? invert(from) : null;
    this.next = inverted == null ? from : 0;
  }

  /** The next row of the sample, or {@link #NONE}. */
  long next() {
    if (inverted != null) {
      return next < inverted.length ? inverted[(int) next++] : NONE;
    }
    while (next < to) {
      long row = next++;
      if (all || permutation.rank(row) < size) {
        return row;
      }
    }
    return NONE;
  }

  private long[] invert(long from) {
    long[] found = new long[16];
    int count = 0;
    for (long rank = 0; rank < size; rank++) {
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
