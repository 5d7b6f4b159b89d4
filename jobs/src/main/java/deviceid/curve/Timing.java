// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * One timed run.
 *
 * @param size rows
 * @param nanos what it took, nanoseconds
 */
public record Timing(long size, long nanos) {

  public Timing {
    if (size < 0 || nanos < 0) {
      throw new IllegalArgumentException(
          "sizes and times are 0 or more, not " + size + " and " + nanos);
    }
  }

  /**
   * The median; of an even number of values the mean of the two in the middle, rounded down.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static long median(LongStream values) {
    long[] sorted = values.toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no values, no median");
    }
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }

  /**
   * The sizes at which a count is repeated: N, N/ratio, N/ratio^2 ... while the size is above 1.
   *
   * @return the sizes in decreasing order, by integer division; for N of 0 or 1 only N itself
   * @throws IllegalArgumentException if the ratio is below 2, or N is negative
   */
  public static List<Long> decreasingSizes(long rows, long ratio) {
    if (ratio < 2 || rows < 0) {
      throw new IllegalArgumentException(
          "sizes decrease from 0 or more rows by a ratio of 2 or more, not "
              + rows
              + " by "
              + ratio);
    }
    List<Long> sizes = new ArrayList<>(List.of(rows));
    for (long size = rows / ratio; size > 1; size /= ratio) {
      sizes.add(size);
    }
    return List.copyOf(sizes);
  }

  /**
   * The orders in which things are timed, round by round: each round has all of them, shuffled, so
   * that no trend of the machine follows them. The same seed gives the same orders. One generator
   * serves all rounds, since generators of seeds that lie close begin alike.
   */
  public static final class RoundOrder<T> {

    private final List<T> all;
    private final Random random;

    public RoundOrder(List<T> all, long seed) {
      this.all = List.copyOf(all);
      this.random = new Random(seed);
    }

    /** The order of the next round. */
    public List<T> next() {
      List<T> order = new ArrayList<>(all);
      Collections.shuffle(order, random);
      return order;
    }
  }
}
