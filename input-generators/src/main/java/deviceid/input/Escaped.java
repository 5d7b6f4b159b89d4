// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

/** Bytes of unknown origin, made safe to print on a terminal. */
public final class Escaped {

  private static final int MAX_BYTES = 64;

  private Escaped() {}

  /**
   * Bytes {@code from} to {@code to}, quoted: printable ASCII as it is, all else as {@code \n},
   * {@code \r}, {@code \t} or {@code \xNN}; after 64 bytes three dots and the length.
   */
  public static String ascii(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = from; i < Math.min(to, from + MAX_BYTES); i++) {
      int value = bytes[i] & 0xff;
      switch (value) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '"', '\\' -> text.append('\\').append((char) value);
        default -> {
          if (value >= ' ' && value < 0x7f) {
            text.append((char) value);
          } else {
            text.append("\\x")
                .append(Character.forDigit(value >> 4, 16))
                .append(Character.forDigit(value & 0xf, 16));
          }
        }
      }
    }
    text.append('"');
    if (to - from > MAX_BYTES) {
      text.append("... (").append(to - from).append(" bytes)");
    }
    return text.toString();
  }
}
