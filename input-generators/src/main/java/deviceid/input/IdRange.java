// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

/** The IDs {@code first} to {@code first + count - 1} of a seed; one line of a control file. */
public record IdRange(long first, long count) {

  /**
   * @throws IllegalArgumentException if a number is negative or the end is beyond 2^63 - 1
   */
  public IdRange {
    if (first < 0 || count < 0 || first > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "no range of IDs starts at " + first + " and counts " + count);
    }
  }

  /** The index after the last one. */
  public long end() {
    return first + count;
  }
}
