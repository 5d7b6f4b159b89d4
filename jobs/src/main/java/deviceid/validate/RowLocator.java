// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.input.DeviceIds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds which ID a row is, among those near an index. Asked only where data are damaged: it makes
 * the IDs of a window anew when an index leaves its middle.
 */
final class RowLocator {

  /** Returned for a row that is no ID near the index. */
  static final long UNKNOWN = -1;

  /** IDs on either side of an index that are looked at. */
  static final int REACH = DeviceIds.BATCH_ROWS;

  private static final int ROW = DeviceIds.ROW_BYTES;

  private final DeviceIds ids;
  private final long end;
  private final Map<String, Long> window = new HashMap<>();
  private final byte[] one = new byte[ROW];
  private long windowFrom;
  private long windowTo;

  /**
   * @param end IDs of the plan: none from there on is found
   */
  RowLocator(DeviceIds ids, long end) {
    this.ids = ids;
    this.end = end;
  }

  /** The index of a row of a batch, at most {@value #REACH} away from {@code near}. */
  long locate(byte[] rows, int row, long near) {
    long from = Math.max(0, near - REACH);
    long to = Math.min(end, near + REACH);
    if (from < windowFrom || to > windowTo) {
      open(Math.max(0, from - REACH), Math.min(end, to + REACH));
    }
    long index = window.getOrDefault(text(rows, row), UNKNOWN);
    return index >= from && index < to ? index : UNKNOWN;
  }

  /** Whether a row of a batch is the ID at an index. */
  boolean is(byte[] rows, int row, long index) {
    ids.fill(index, 1, one, 0);
    return Arrays.equals(rows, row * ROW, (row + 1) * ROW, one, 0, ROW);
  }

  private void open(long from, long to) {
    window.clear();
    byte[] rows = new byte[Math.toIntExact(to - from) * ROW];
    ids.fill(from, (int) (to - from), rows, 0);
    for (int row = 0; row < to - from; row++) {
      window.put(text(rows, row), from + row);
    }
    windowFrom = from;
    windowTo = to;
  }

  private static String text(byte[] rows, int row) {
    return new String(rows, row * ROW, DeviceIds.ID_CHARACTERS, StandardCharsets.ISO_8859_1);
  }
}
