// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.input.DeviceIds;
import java.util.Arrays;

/**
 * Compares the rows of a split with the IDs that should be there, and says of each row what it is.
 * Rows are matched as a sequence: one that was lost or put in costs itself, not all behind it. A
 * shift is believed only where the row after confirms it; otherwise a row is judged by its place.
 *
 * <p>Always rows = valid + wrong + foreign, and {@link #next} - {@link #from} = valid + wrong +
 * missing.
 */
final class RowMatcher {

  private static final int ROW = DeviceIds.ROW_BYTES;

  /** What became of one row that is not the next ID. */
  enum Mismatch {
    /** It stands in the place of another ID. */
    WRONG,
    /** It is a later ID: those between are missing. */
    LATER,
    /** It is a row too many. */
    FOREIGN
  }

  /** Is told of each row that is not the next ID. */
  interface Listener {
    /**
     * @param row of the batch
     * @param expected the index of the ID that should be there; that of the plan's end if none
     */
    void found(Mismatch mismatch, int row, long expected);
  }

  private final DeviceIds ids;
  private final long end;
  private final RowLocator locator;
  private final Listener listener;
  private final byte[] expected = new byte[DeviceIds.BATCH_ROWS * ROW];
  private long expectedFrom;
  private long expectedTo;
  private long from;
  private long next;
  private long valid;
  private long wrong;
  private long missing;
  private long foreign;

  /**
   * @param end IDs of the plan
   * @param start the ID that should come first; another one near it moves the start
   */
  RowMatcher(DeviceIds ids, RowLocator locator, long end, long start, Listener listener) {
    this.ids = ids;
    this.end = end;
    this.locator = locator;
    this.listener = listener;
    this.from = start;
    this.next = start;
  }

  /** Matches rows that follow those before. */
  void match(byte[] rows, int count) {
    int row = 0;
    while (row < count) {
      int alike = next < end ? alike(rows, row, count) : 0;
      valid += alike;
      next += alike;
      row += alike;
      if (row < count && (next >= end || !is(rows, row, next))) {
        settle(rows, row, count);
        row++;
      }
    }
  }

  /** The first ID that the rows stand for. */
  long from() {
    return from;
  }

  /** The ID after the last one that the rows stand for. */
  long next() {
    return next;
  }

  long valid() {
    return valid;
  }

  long wrong() {
    return wrong;
  }

  long missing() {
    return missing;
  }

  long foreign() {
    return foreign;
  }

  /** How many rows from {@code row} on are the next IDs; made a batch of IDs at a time. */
  private int alike(byte[] rows, int row, int count) {
    if (next < expectedFrom || next >= expectedTo) {
      expectedFrom = next;
      expectedTo = Math.min(end, next + DeviceIds.BATCH_ROWS);
      ids.fill(expectedFrom, (int) (expectedTo - expectedFrom), expected, 0);
    }
    int length = (int) Math.min(count - row, expectedTo - next) * ROW;
    int at = (int) (next - expectedFrom) * ROW;
    int differs = Arrays.mismatch(rows, row * ROW, row * ROW + length, expected, at, at + length);
    return (differs < 0 ? length : differs) / ROW;
  }

  private void settle(byte[] rows, int row, int count) {
    boolean followed = row + 1 < count;
    if (followed && valid + wrong + foreign == 0 && moveStart(rows, row)) {
      return;
    }
    if (next >= end || (followed && is(rows, row + 1, next))) {
      takeForeign(row);
    } else if (!followed || is(rows, row + 1, next + 1)) {
      takeWrong(row);
    } else {
      settleShift(rows, row);
    }
  }

  /** Rows that were lost or put in before this split move all of it. */
  private boolean moveStart(byte[] rows, int row) {
    long located = locate(rows, row);
    if (located == RowLocator.UNKNOWN) {
      return false;
    }
    from = located;
    next = located + 1;
    valid++;
    return true;
  }

  /** A row whose successor is out of place too. */
  private void settleShift(byte[] rows, int row) {
    long located = locate(rows, row);
    if (located > next) {
      listener.found(Mismatch.LATER, row, next);
      missing += located - next;
      valid++;
      next = located + 1;
    } else if (located == RowLocator.UNKNOWN) {
      takeWrong(row);
    } else {
      takeForeign(row);
    }
  }

  /** The ID near by that a row is, if its successor is the one after. */
  private long locate(byte[] rows, int row) {
    long located = locator.locate(rows, row, next);
    return located != RowLocator.UNKNOWN && is(rows, row + 1, located + 1)
        ? located
        : RowLocator.UNKNOWN;
  }

  private void takeWrong(int row) {
    listener.found(Mismatch.WRONG, row, next);
    wrong++;
    next++;
  }

  private void takeForeign(int row) {
    listener.found(Mismatch.FOREIGN, row, next);
    foreign++;
  }

  private boolean is(byte[] rows, int row, long index) {
    if (index >= expectedFrom && index < expectedTo) {
      int at = (int) (index - expectedFrom) * ROW;
      return Arrays.equals(rows, row * ROW, (row + 1) * ROW, expected, at, at + ROW);
    }
    return index < end && locator.is(rows, row, index);
  }
}
