// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static deviceid.input.DeviceIds.ID_CHARACTERS;
import static deviceid.input.DeviceIds.ROW_BYTES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds and judges rows in a stream of bytes that arrives in pieces, and is the only judge of a
 * row. It strides {@value DeviceIds#ROW_BYTES} bytes while the newline is where it should be and
 * searches for the next one where it isn't, so that fixed width is only the fast way to find the
 * same lines.
 *
 * <p>Good rows are moved to the front of the piece, each as 40 lower-case hex characters and a
 * newline; a bad one goes to the {@link BadRowListener} and is left out. A last row without its
 * newline is good. Memory is bounded: of a line longer than {@value #MAX_LINE_BYTES} bytes only the
 * beginning is kept.
 */
public final class RowScanner {

  /** Bytes of a line beyond which its rest is skipped; buffers must hold more than twice that. */
  public static final int MAX_LINE_BYTES = 4096;

  /** Why a line is not a row. */
  public enum Flaw {
    /** Not 40 characters. */
    WIDTH,
    /** A character that is not a (lower-case) hexadecimal digit. */
    CHARACTER,
    /** A good row but for a carriage return before its newline. */
    LINE_END
  }

  /** Is told of each bad row. */
  public interface BadRowListener {
    /**
     * The line is at {@code buffer[from, to)} without its newline, {@code position} in the stream.
     */
    void found(Flaw flaw, long position, byte[] buffer, int from, int to);
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;

  private final boolean crlf;
  private final boolean ignoreCase;
  private final boolean anyCharacters;
  private final BadRowListener listener;
  private final RowPositions positions = new RowPositions();

  private long position;
  private int consumed;
  private long goodRows;
  private long badRows;
  private boolean insideLongLine;
  private boolean unterminated;

  /**
   * A scanner for a stream whose first byte, the first of a row, has the given position.
   *
   * @param crlf accept rows that end with CRLF
   * @param ignoreCase accept A-F and turn them into a-f
   */
  public RowScanner(long position, boolean crlf, boolean ignoreCase, BadRowListener listener) {
    this(position, crlf, ignoreCase, false, listener);
  }

  private RowScanner(
      long position,
      boolean crlf,
      boolean ignoreCase,
      boolean anyCharacters,
      BadRowListener listener) {
    this.position = position;
    this.crlf = crlf;
    this.ignoreCase = ignoreCase;
    this.anyCharacters = anyCharacters;
    this.listener = listener;
  }

  /**
   * A scanner that judges width alone, for who compares the characters with those that should be.
   */
  public static RowScanner ofAnyCharacters(long position, BadRowListener listener) {
    return new RowScanner(position, false, false, true, listener);
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
    int at = insideLongLine ? leaveLongLine(buffer, length) : 0;
    int good = 0;
    while (at < length) {
      if (length - at >= ROW_BYTES && isPlainRow(buffer, at)) {
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
        report(Flaw.WIDTH, buffer, at, length);
        insideLongLine = true;
        at = length;
      } else {
        break;
      }
    }
    unterminated |= endOfStream && insideLongLine;
    consumed = at;
    position += at;
    return good;
  }

  /** Bytes that the last {@link #scan} is done with; the rest belongs to a row not yet whole. */
  public int consumed() {
    return consumed;
  }

  /** Where in the stream the next row, or the rest of a long line, begins. */
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

  /** Whether the stream is inside a line that has been reported already. */
  public boolean insideLongLine() {
    return insideLongLine;
  }

  /** Whether the last row had no newline. */
  public boolean unterminated() {
    return unterminated;
  }

  private int leaveLongLine(byte[] buffer, int length) {
    int newline = indexOfNewline(buffer, 0, length);
    insideLongLine = newline == length;
    return insideLongLine ? length : newline + 1;
  }

  private int judge(byte[] buffer, int from, int to, int good) {
    boolean carriageReturn = to - from == ROW_BYTES && buffer[to - 1] == '\r';
    if (to - from != ID_CHARACTERS && !carriageReturn) {
      report(Flaw.WIDTH, buffer, from, to);
    } else if (!isGood(buffer, from)) {
      report(Flaw.CHARACTER, buffer, from, to);
    } else if (carriageReturn && !crlf) {
      report(Flaw.LINE_END, buffer, from, to);
    } else {
      return keep(buffer, from, good);
    }
    return good;
  }

  private void report(Flaw flaw, byte[] buffer, int from, int to) {
    badRows++;
    listener.found(flaw, position + from, buffer, from, to);
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

  private boolean isPlainRow(byte[] buffer, int at) {
    return buffer[at + ID_CHARACTERS] == '\n' && isGood(buffer, at);
  }

  private boolean isGood(byte[] buffer, int at) {
    return anyCharacters ? hasNoNewline(buffer, at) : isHex(buffer, at);
  }

  /** Whether none of the 40 bytes ends a line, tested eight at a time. */
  private static boolean hasNoNewline(byte[] buffer, int at) {
    long found = 0;
    for (int i = at; i < at + ID_CHARACTERS; i += Long.BYTES) {
      long zeroes = (long) LONGS.get(buffer, i) ^ '\n' * LOW_BITS;
      found |= (zeroes - LOW_BITS) & ~zeroes;
    }
    return (found & HIGH_BITS) == 0;
  }

  /** Whether the 40 bytes are hexadecimal, tested eight at a time. */
  private boolean isHex(byte[] buffer, int at) {
    long flaws = 0;
    for (int i = at; i < at + ID_CHARACTERS; i += Long.BYTES) {
      long eight = (long) LONGS.get(buffer, i);
      long letters = between(ignoreCase ? eight | 0x20 * LOW_BITS : eight, 'a', 'f');
      flaws |= eight | ~(between(eight, '0', '9') | letters);
    }
    return (flaws & HIGH_BITS) == 0;
  }

  /** Sets the high bit of each byte within the bounds; bytes above 127 spoil their neighbours. */
  private static long between(long eight, int low, int high) {
    return (eight + (0x80 - low) * LOW_BITS) & ~(eight + (0x7f - high) * LOW_BITS);
  }

  private static int indexOfNewline(byte[] buffer, int from, int to) {
    int at = from;
    while (at < to && buffer[at] != '\n') {
      at++;
    }
    return at;
  }
}
