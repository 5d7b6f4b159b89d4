// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import deviceid.input.BadRow.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a scanner finds in a whole stream; the simplest way to find it, and the scanner's own.
 *
 * @param good the good rows in their plain form
 * @param unterminated whether the last line has no newline
 */
record LineByLine(String good, List<BadRow> bad, boolean unterminated) {

  /** Cuts the text at its newlines and judges each line by pattern. */
  static LineByLine judge(String text, long position, boolean crlf, boolean ignoreCase) {
    StringBuilder good = new StringBuilder();
    List<BadRow> bad = new ArrayList<>();
    String hex = ignoreCase ? "[0-9a-fA-F]{40}" : "[0-9a-f]{40}";
    int at = 0;
    long row = 0;
    if (position == 0 && text.matches("(?s)\u00ef\u00bb\u00bf[^\n]{40,41}(?:\n.*)?")) {
      bad.add(bad(Flaw.WIDTH, 1, 0, text.substring(0, 3)));
      at = 3;
    }
    while (at < text.length()) {
      row += position == 0 ? 1 : 0;
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(at, end);
      boolean wide = line.length() == 40 || (line.length() == 41 && line.endsWith("\r"));
      if (line.matches(hex + (crlf ? "\r?" : ""))) {
        good.append(line.substring(0, 40).toLowerCase(Locale.ROOT)).append('\n');
      } else if (!wide) {
        bad.add(bad(Flaw.WIDTH, row, position + at, line));
      } else if (line.matches(hex + "\r")) {
        bad.add(bad(Flaw.LINE_END, row, position + at, line));
      } else {
        bad.add(bad(Flaw.CHARACTER, row, position + at, line));
      }
      at = end + 1;
    }
    boolean unterminated = !text.isEmpty() && !text.endsWith("\n");
    return new LineByLine(good.toString(), bad, unterminated);
  }

  /**
   * Feeds a scanner in pieces of 1 to {@code most} bytes, as its callers do: the rest that it has
   * not consumed to the front, more bytes behind it. Some streams end with an empty piece.
   */
  static LineByLine scan(
      String text, long position, boolean crlf, boolean ignoreCase, int most, Random random) {
    StringBuilder good = new StringBuilder();
    List<BadRow> bad = new ArrayList<>();
    RowScanner scanner = new RowScanner(position, crlf, ignoreCase, false, bad::add);
    byte[] stream = text.getBytes(ISO_8859_1);
    byte[] buffer = new byte[RowScanner.MAX_LINE_BYTES + most + 1];
    int fed = 0;
    int held = 0;
    boolean ended = false;
    while (!ended) {
      int piece = Math.min(stream.length - fed, 1 + random.nextInt(most));
      System.arraycopy(stream, fed, buffer, held, piece);
      fed += piece;
      ended = fed == stream.length && (piece == 0 || random.nextBoolean());
      int length = held + piece;
      int bytes = scanner.scan(buffer, length, ended);
      good.append(new String(buffer, 0, bytes, ISO_8859_1));
      held = length - scanner.consumed();
      System.arraycopy(buffer, scanner.consumed(), buffer, 0, held);
      check(held <= RowScanner.MAX_LINE_BYTES, "a rest without bounds");
      check(scanner.position() == position + fed - held, "a wrong position");
    }
    check(held == 0, "a rest at the end");
    check(scanner.goodRows() * 41 == good.length(), "a wrong count of good rows");
    check(scanner.badRows() == bad.size(), "a wrong count of bad rows");
    return new LineByLine(good.toString(), bad, scanner.unterminated());
  }

  private static BadRow bad(Flaw flaw, long row, long position, String line) {
    String start = line.substring(0, Math.min(BadRow.START_BYTES, line.length()));
    return new BadRow(flaw, row, position, line.length(), start);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
