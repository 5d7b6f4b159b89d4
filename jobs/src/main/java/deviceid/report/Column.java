// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.cli.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A column of a {@link Table}: what its values are called, in which unit they are, and how they are
 * written. A value is written once, plainly; what people read adds commas and nothing else.
 *
 * @param unit empty if there is none
 * @param digits how numbers are rounded; null for text
 */
public record Column(String name, String unit, Digits digits) {

  /** What people see where nothing is known. */
  static final String UNKNOWN = "-";

  private static final int RATIO_DIGITS = 4;

  /** How a number is rounded. */
  interface Digits {
    BigDecimal round(BigDecimal value);
  }

  /** Words, to the left. */
  public static Column text(String name) {
    return new Column(name, "", null);
  }

  /** Whole numbers. */
  public static Column count(String name) {
    return decimal(name, "", 0);
  }

  /** Numbers with so many digits after the point. */
  public static Column decimal(String name, String unit, int decimals) {
    return new Column(name, unit, value -> value.setScale(decimals, RoundingMode.HALF_UP));
  }

  /** Numbers of any magnitude, with three significant digits, and all of those before the point. */
  public static Column measured(String name, String unit) {
    return new Column(name, unit, value -> Figures.round(value, Figures.DIGITS));
  }

  /** Numbers near 1, with four significant digits. */
  public static Column ratio(String name) {
    return new Column(name, "", value -> Figures.round(value, RATIO_DIGITS));
  }

  boolean isText() {
    return digits == null;
  }

  /** What stands over the column: {@code whole ms}. */
  String heading() {
    return (name + " " + unit).strip();
  }

  /** The name for machines: {@code whole_ms}, {@code b_ns_per_row}. */
  String key() {
    return heading()
        .toLowerCase(Locale.ROOT)
        .replace("/", " per ")
        .replace("%", " percent ")
        .strip()
        .replaceAll("[^a-z0-9]+", "_");
  }

  /**
   * The rounded number, or the text.
   *
   * @param value null where nothing is known
   * @throws IllegalArgumentException if the value is no number where one belongs
   */
  Object value(Object value) {
    if (value == null || isText()) {
      return value == null ? null : value.toString();
    }
    if (!(value instanceof Number)) {
      throw new IllegalArgumentException(name + " takes numbers, not '" + value + "'");
    }
    return digits.round(new BigDecimal(value.toString())); // refuses infinity and NaN
  }

  /** A value of this column for machines; empty where nothing is known. */
  static String plain(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? "" : value.toString();
  }

  /** A value of this column for people. */
  static String shown(Object value) {
    return value instanceof BigDecimal number
        ? String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number)
        : value == null ? UNKNOWN : value.toString();
  }
}
