// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.util.Arrays;

/**
 * Positions in the stream of the good rows of one scan, before they were compacted. Kept as the
 * rows at which the distance to the plain stride changes, so that clean data costs nothing.
 */
final class RowPositions {

  private long start;
  private int[] rows = new int[16];
  private int[] shifts = new int[16];
  private int count;

  /** Begins a scan at a position of the stream. */
  void begin(long position) {
    start = position;
    count = 0;
  }

  /** Tells that from {@code row} on, rows stand {@code bytes} beyond their stride. */
  void shift(int row, int bytes) {
    if (count > 0 && shifts[count - 1] == bytes) {
      return;
    }
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
      shifts = Arrays.copyOf(shifts, 2 * count);
    }
    rows[count] = row;
    shifts[count++] = bytes;
  }

  /** The position in the stream of a good row. */
  long of(int row) {
    int at = Arrays.binarySearch(rows, 0, count, row);
    int last = at >= 0 ? at : -at - 2; // the last change at or before the row
    return start + (long) row * DeviceIds.ROW_BYTES + (last < 0 ? 0 : shifts[last]);
  }
}
