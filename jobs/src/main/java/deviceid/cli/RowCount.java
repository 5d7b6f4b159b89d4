// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of rows as people write them: ASCII digits, {@code 1_000_000}, and the suffixes k, m, g
 * and t in any case for 10^3, 10^6, 10^9 and 10^12, with decimals where a whole number comes out
 * ({@code 1.5m}). Always decimal, nothing else.
 */
public final class RowCount {

  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:_[0-9]+)*)(\\.[0-9]+)?([kmgtKMGT]?)");
  private static final int MAX_CHARACTERS = 40;

  private RowCount() {}

  /**
   * @throws IllegalArgumentException if the text has another form or is beyond 2^63 - 1
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_CHARACTERS || !form.matches()) {
      throw refuse(text);
    }
    String decimals = form.group(2) == null ? "" : form.group(2);
    if (!decimals.isEmpty() && form.group(3).isEmpty()) {
      throw refuse(text);
    }
    try {
      return new BigDecimal(form.group(1).replace("_", "") + decimals)
          .scaleByPowerOfTen(powerOfTen(form.group(3)))
          .longValueExact();
    } catch (ArithmeticException e) {
      throw refuse(text);
    }
  }

  /** The number with commas: {@code 12,000,000}. */
  public static String format(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** The shortest exact form, as used in job names: {@code 12m}. */
  public static String abbreviate(long count) {
    String suffixes = "tgmk";
    for (int i = 0; i < suffixes.length(); i++) {
      long unit = powerOf1000(suffixes.length() - i);
      if (count >= unit && count % unit == 0) {
        return count / unit + suffixes.substring(i, i + 1);
      }
    }
    return Long.toString(count);
  }

  private static long powerOf1000(int exponent) {
    return BigDecimal.ONE.scaleByPowerOfTen(3 * exponent).longValueExact();
  }

  private static int powerOfTen(String suffix) {
    return suffix.isEmpty() ? 0 : 3 * (1 + "kmgt".indexOf(suffix.toLowerCase(Locale.ROOT)));
  }

  private static IllegalArgumentException refuse(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a number of rows; write 12000000, 12_000_000, 12m or 1.5m"
            + " (k, m, g, t: 10^3 to 10^12; at most 2^63 - 1)");
  }
}
