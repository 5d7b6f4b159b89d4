// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.Locale;

/**
 * Makes text of unknown origin safe to print: a file's name may carry escape codes that steer a
 * terminal, marks that turn the line around, or a newline.
 */
public final class Printable {

  private Printable() {}

  /** The text on one line. */
  public static String line(String text) {
    return escape(text, false);
  }

  /** The text on its own lines. */
  public static String lines(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' && !keepLines) {
                safe.append("\\n");
              } else if (point == '\n' || point == '\t' || isPlain(point)) {
                safe.appendCodePoint(point);
              } else {
                safe.append(String.format(Locale.ROOT, "\\u%04x", point));
              }
            });
    return safe.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
