// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Measured numbers as people read them: three significant digits, and all digits before the point,
 * with a unit. Units are decimal: 1 MB is 10^6 bytes. Counts that are exact go through {@link
 * RowCount} instead.
 */
public final class Figures {

  /** Significant digits of a measured number. */
  public static final int DIGITS = 3;

  private static final String[] THOUSANDS = {"", "k", "m", "g", "t"};
  private static final String[] BYTES = {" bytes", " kB", " MB", " GB", " TB", " PB", " EB"};

  private Figures() {}

  /** A time in nanoseconds: {@code 95 ns}, {@code 130 ms}, {@code 1.35 s}, {@code 0:20:30}. */
  public static String time(double nanos) {
    double size = Math.abs(nanos);
    if (size >= 1e12) {
      long seconds = Math.round(nanos / 1e9);
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    if (size >= 999.5e6) { // what would round to 1,000 ms
      return number(nanos / 1e9) + " s";
    }
    return size >= 1e4 ? number(nanos / 1e6) + " ms" : number(nanos) + " ns";
  }

  /** A size: {@code 41 bytes}, {@code 82.0 MB}. */
  public static String bytes(double bytes) {
    return scaled(bytes, BYTES);
  }

  /** Things a second: {@code 43.1k rows/s}. */
  public static String rate(double count, String things, long nanos) {
    return scaled(count / (nanos / 1e9), THOUSANDS) + " " + things + "/s";
  }

  /** Bytes a second: {@code 1.77 MB/s}. */
  public static String byteRate(double bytes, long nanos) {
    return bytes(bytes / (nanos / 1e9)) + "/s";
  }

  /** A number without a unit: {@code 0.0123}, {@code 1.35}, {@code 2,230}. */
  public static String number(double value) {
    BigDecimal rounded = round(new BigDecimal(value), DIGITS);
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  /** Rounds to significant digits, but keeps all digits before the point. */
  public static BigDecimal round(BigDecimal value, int digits) {
    int beforePoint = value.precision() - value.scale();
    int decimals = value.signum() == 0 ? 0 : Math.max(0, digits - beforePoint);
    BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP);
    // 9.996 has become 10.00: one decimal too many
    return rounded.precision() > digits && rounded.scale() > 0
        ? rounded.setScale(decimals - 1, RoundingMode.HALF_UP)
        : rounded;
  }

  private static String scaled(double value, String[] units) {
    int unit = 0;
    double left = value;
    while (Math.abs(left) >= 999.5 && unit < units.length - 1) {
      left /= 1000;
      unit++;
    }
    return (unit == 0 && left == Math.rint(left)
            ? String.format(Locale.ROOT, "%.0f", left)
            : number(left))
        + units[unit];
  }

  /** {@code 1 round}, {@code 2 rounds}. */
  public static String counted(long count, String noun) {
    return RowCount.format(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
