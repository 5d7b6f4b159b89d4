// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text file of unknown origin, one byte a character, without their LF or CRLF; the
 * last may lack its line end. No line is held that is longer than allowed.
 */
final class TextLines {

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
    if (line.startsWith("\u00ef\u00bb\u00bf")) {
      return "a byte order mark";
    }
    return Escaped.ascii(line.getBytes(StandardCharsets.ISO_8859_1), 0, line.length());
  }

  static IllegalArgumentException bad(String file, long number, String what) {
    return new IllegalArgumentException(file + " line " + number + ": " + what);
  }
}
