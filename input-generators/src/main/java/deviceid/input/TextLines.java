// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * The lines of a text file of unknown origin, one byte a character, without their LF or CRLF; the
 * last may lack its line end. No line is held that is longer than allowed, and what a message
 * quotes of one is safe to print.
 */
public final class TextLines {

  private static final int QUOTED_BYTES = 64;

  private final InputStream in;
  private final String file;
  private final int maxBytes;
  private long number;

  /**
   * @param file what the file is called in messages: {@code control file}
   */
  TextLines(InputStream in, String file, int maxBytes) {
    this.in = new BufferedInputStream(in);
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line; null at the end.
   *
   * @throws IllegalArgumentException if it is too long
   */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    number++;
    while (next >= 0 && next != '\n') {
      if (line.length() == maxBytes) {
        throw bad(file, number, "longer than " + maxBytes + " bytes");
      }
      line.append((char) next);
      next = in.read();
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  /** The number of the line that was read last, from 1 on. */
  long number() {
    return number;
  }

  /** What a line holds, in words that are safe to print. */
  static String describe(String line) {
    if (line.isEmpty()) {
      return "an empty line";
    }
    return line.startsWith("\u00ef\u00bb\u00bf") ? "a byte order mark" : quote(line, line.length());
  }

  static IllegalArgumentException bad(String file, long number, String what) {
    return new IllegalArgumentException(file + " line " + number + ": " + what);
  }

  /** Bytes {@code from} to {@code to}, as {@link #quote(String, long)} shows them. */
  public static String quote(byte[] bytes, int from, int to) {
    int shown = Math.min(to - from, QUOTED_BYTES);
    return quote(new String(bytes, from, shown, ISO_8859_1), to - from);
  }

  /**
   * A text of one byte a character in quotes: printable ASCII as it is, all else as {@code \n},
   * {@code \r}, {@code \t} or {@code \xNN}; after 64 bytes three dots and the length.
   *
   * @param length bytes of the whole, of which {@code text} may hold the first alone
   */
  public static String quote(String text, long length) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().limit(QUOTED_BYTES).forEach(one -> append(quoted, one));
    quoted.append('"');
    if (length > QUOTED_BYTES) {
      quoted.append(String.format(Locale.ROOT, "... (%,d bytes)", length));
    }
    return quoted.toString();
  }

  private static void append(StringBuilder quoted, int value) {
    switch (value) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '"', '\\' -> quoted.append('\\').append((char) value);
      default -> {
        if (value >= ' ' && value < 0x7f) {
          quoted.append((char) value);
        } else {
          quoted
              .append("\\x")
              .append(Character.forDigit(value >> 4 & 0xf, 16))
              .append(Character.forDigit(value & 0xf, 16));
        }
      }
    }
  }
}
