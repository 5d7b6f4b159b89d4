// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The middle of some measured values. */
public final class Median {

  private Median() {}

  /**
   * The median; of an even number of values the mean of the two in the middle, rounded down.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static long of(LongStream values) {
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
}
