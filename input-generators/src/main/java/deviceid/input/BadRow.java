// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * A line that is not a row.
 *
 * @param row the number of the line, from 1 on; {@link #UNKNOWN} where the lines before it were not
 *     counted
 * @param position of its first byte in the file, after decompression
 * @param length its bytes without its newline
 * @param start its first bytes, one a character; all of them, or {@link #START_BYTES} at least
 */
public record BadRow(Flaw flaw, long row, long position, long length, String start) {

  /** Why a line is not a row; each has a counter of its own. */
  public enum Flaw {
    /** Not 40 characters. */
    WIDTH,
    /** A character that is not a (lower-case) hexadecimal digit. */
    CHARACTER,
    /** A good row but for a carriage return before its newline. */
    LINE_END
  }

  /** The number of a row that is not known. */
  public static final long UNKNOWN = 0;

  /** Bytes that tell what a line is: a tar archive shows it at byte 257. */
  static final int START_BYTES = 512;

  /** The line in {@code buffer[from, to)}, of which the first bytes are kept. */
  static BadRow of(Flaw flaw, long row, long position, byte[] buffer, int from, int to) {
    int kept = Math.min(to - from, START_BYTES);
    return new BadRow(flaw, row, position, to - from, new String(buffer, from, kept, ISO_8859_1));
  }

  /** The same line, for who gave its scanner lines of several places. */
  public BadRow at(long otherRow, long otherPosition) {
    return new BadRow(flaw, otherRow, otherPosition, length, start);
  }

  /** The same line, of which more has been seen. */
  BadRow longer(int bytes) {
    return new BadRow(flaw, row, position, length + bytes, start);
  }

  /** Where it stands, in words: {@code row 3 (byte 82)}, or the byte alone. */
  public String place() {
    return row == UNKNOWN
        ? String.format(Locale.ROOT, "byte %,d", position)
        : String.format(Locale.ROOT, "row %,d (byte %,d)", row, position);
  }

  /** Its beginning, in quotes and safe to print. */
  public String quoted() {
    return TextLines.quote(start, length);
  }
}
