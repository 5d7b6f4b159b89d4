// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static deviceid.input.DeviceIds.ID_CHARACTERS;
import static deviceid.input.DeviceIds.ROW_BYTES;

import deviceid.input.BadRow.Flaw;
import java.util.Arrays;

/**
 * Finds and judges rows in a stream of bytes that arrives in pieces, and is the only judge of a
 * row. It strides {@value DeviceIds#ROW_BYTES} bytes while the newline is where it should be and
 * searches for the next one where it isn't, so that fixed width is only the fast way to find the
 * same lines.
 *
 * <p>Good rows are moved to the front of the piece, each as 40 lower-case hex characters and a
 * newline; a bad one goes to the {@link BadRowListener} and is left out. A last row without its
 * newline is good. A byte order mark before the first row is a bad row of its own. Memory is
 * bounded: of a line longer than {@value #MAX_LINE_BYTES} bytes only the beginning is kept, and it
 * is reported once, at its end.
 */
public final class RowScanner {

  /** Bytes of a line beyond which its rest is skipped; buffers must hold more than twice that. */
  public static final int MAX_LINE_BYTES = 4096;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Is told of each bad row, in the order of the stream. */
  public interface BadRowListener {
    void found(BadRow row);
  }

  private final boolean crlf;
  private final boolean ignoreCase;
  private final boolean anyCharacters;
  private final BadRowListener listener;
  private final RowPositions positions = new RowPositions();

  private final boolean counted; // from the first row of the file on
  private long position;
  private int consumed;
  private long goodRows;
  private long badRows;
  private long marks;
  private BadRow longLine; // as far as it goes; null outside of one
  private boolean unterminated;

  /**
   * A scanner for a stream whose first byte, the first of a row, has the given position.
   *
   * @param crlf accept rows that end with CRLF
   * @param ignoreCase accept A-F and turn them into a-f
   * @param anyCharacters judge width alone, for who compares the characters later
   */
  public RowScanner(
      long position,
      boolean crlf,
      boolean ignoreCase,
      boolean anyCharacters,
      BadRowListener listener) {
    this.position = position;
    this.counted = position == 0;
    this.crlf = crlf;
    this.ignoreCase = ignoreCase;
    this.anyCharacters = anyCharacters;
    this.listener = listener;
  }

  /**
   * Judges the rows in the first {@code length} bytes of {@code buffer}, which continue the stream
   * where the last call stopped ({@link #consumed}), and moves the good ones to its front.
   *
   * @param endOfStream whether nothing follows; the buffer then needs room for one byte more
   * @return bytes of good rows, a multiple of {@value DeviceIds#ROW_BYTES}
   */
  public int scan(byte[] buffer, int length, boolean endOfStream) {
    positions.begin(position);
    int at = insideLongLine() ? passLongLine(buffer, length, endOfStream) : 0;
    int good = 0;
    while (at < length) {
      if (length - at >= ROW_BYTES && buffer[at + ID_CHARACTERS] == '\n' && isGood(buffer, at)) {
        good = keep(buffer, at, good);
        at += ROW_BYTES;
        continue;
      }
      int newline = indexOfNewline(buffer, at, length);
      boolean whole = newline < length;
      if (whole || endOfStream) {
        good = judge(buffer, at, newline, good);
        at = whole ? newline + 1 : length;
        unterminated |= !whole;
      } else if (length - at > MAX_LINE_BYTES) {
        longLine = badRow(Flaw.WIDTH, buffer, at, length);
        at = length;
      } else {
        break;
      }
    }
    consumed = at;
    position += at;
    return good;
  }

  /** Bytes that the last {@link #scan} is done with; the rest belongs to a row not yet whole. */
  public int consumed() {
    return consumed;
  }

  /** Where in the stream the next row, or what is left of a long line, begins. */
  public long position() {
    return position;
  }

  /** Where in the stream a good row of the last {@link #scan} stood. */
  public long position(int row) {
    return positions.of(row);
  }

  public long goodRows() {
    return goodRows;
  }

  public long badRows() {
    return badRows;
  }

  /** Whether the stream is inside a long line, which is not reported before its end. */
  public boolean insideLongLine() {
    return longLine != null;
  }

  /** Whether the last row had no newline. */
  public boolean unterminated() {
    return unterminated;
  }

  /** Looks for the end of the long line, and returns what stands behind it. */
  private int passLongLine(byte[] buffer, int length, boolean endOfStream) {
    int newline = indexOfNewline(buffer, 0, length);
    longLine = longLine.longer(newline);
    if (newline == length && !endOfStream) {
      return length;
    }
    report(longLine);
    longLine = null;
    unterminated |= newline == length;
    return Math.min(newline + 1, length);
  }

  private int judge(byte[] buffer, int line, int to, int good) {
    int from = line;
    if (isMarkedRow(buffer, line, to)) {
      from += MARK.length;
      report(badRow(Flaw.WIDTH, buffer, line, from));
      marks++;
    }
    boolean carriageReturn = to - from == ROW_BYTES && buffer[to - 1] == '\r';
    if (to - from != ID_CHARACTERS && !carriageReturn) {
      report(badRow(Flaw.WIDTH, buffer, from, to));
    } else if (!isGood(buffer, from)) {
      report(badRow(Flaw.CHARACTER, buffer, from, to));
    } else if (carriageReturn && !crlf) {
      report(badRow(Flaw.LINE_END, buffer, from, to));
    } else {
      return keep(buffer, from, good);
    }
    return good;
  }

  private void report(BadRow row) {
    badRows++;
    listener.found(row);
  }

  private BadRow badRow(Flaw flaw, byte[] buffer, int from, int to) {
    long row = counted ? goodRows + badRows - marks + 1 : BadRow.UNKNOWN;
    return BadRow.of(flaw, row, position + from, buffer, from, to);
  }

  /** Whether the stream begins with a byte order mark and what may be a row behind it. */
  private boolean isMarkedRow(byte[] buffer, int from, int to) {
    int width = to - from - MARK.length;
    return position + from == 0
        && (width == ID_CHARACTERS || width == ROW_BYTES)
        && Arrays.equals(buffer, from, from + MARK.length, MARK, 0, MARK.length);
  }

  /** Moves the row down to {@code good}, in its plain form, and returns the place after it. */
  private int keep(byte[] buffer, int from, int good) {
    if (from != good) {
      System.arraycopy(buffer, from, buffer, good, ID_CHARACTERS);
      positions.shift(good / ROW_BYTES, from - good);
    }
    if (ignoreCase) {
      for (int i = good; i < good + ID_CHARACTERS; i++) {
        buffer[i] |= 0x20; // digits have this bit already
      }
    }
    buffer[good + ID_CHARACTERS] = '\n';
    goodRows++;
    return good + ROW_BYTES;
  }

  private boolean isGood(byte[] buffer, int at) {
    return anyCharacters ? DeviceIds.isOneLine(buffer, at) : DeviceIds.isId(buffer, at, ignoreCase);
  }

  /** The place of the first newline in {@code buffer[from, to)}; {@code to} if there is none. */
  public static int indexOfNewline(byte[] buffer, int from, int to) {
    int at = from;
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }
}
