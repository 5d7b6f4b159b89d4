// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

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
}
