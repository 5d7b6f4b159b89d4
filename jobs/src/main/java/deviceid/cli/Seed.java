// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Seeds of 64 bits as people write them: unsigned decimal, {@code 0x} hex, or {@code random}. */
public final class Seed {

  /** The seed where none is given. */
  public static final String DEFAULT = "42";

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");

  private Seed() {}

  /**
   * @throws IllegalArgumentException if the text has another form or more than 64 bits
   */
  public static long parse(String text) {
    if (text.equals("random")) {
      return new SecureRandom().nextLong();
    }
    if (HEX.matcher(text).matches()) {
      return Long.parseUnsignedLong(text.substring(2), 16);
    }
    if (DECIMAL.matcher(text).matches()) {
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw refuse(text);
      }
    }
    throw refuse(text);
  }

  /** The seed as {@link #parse} takes it back. */
  public static String format(long seed) {
    return Long.toUnsignedString(seed);
  }

  private static IllegalArgumentException refuse(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a seed; write 0 to 2^64 - 1 in decimal, 0x and hex digits, or random");
  }
}
