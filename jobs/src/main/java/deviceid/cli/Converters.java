// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The suite's own forms of option values, for picocli. */
public final class Converters {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");

  private Converters() {}

  /**
   * The constant of an enum that a text names in lower case.
   *
   * @param otherwise the message if no constant has that name
   */
  public static <E extends Enum<E>> E constant(E[] constants, String text, String otherwise) {
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw new TypeConversionException(otherwise);
  }

  /** {@code 3}: a number of things that are few, in ASCII digits alone. */
  public static final class Whole implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!DIGITS.matcher(text).matches() || Long.parseLong(text) > Integer.MAX_VALUE) {
        throw new TypeConversionException(
            "'" + text + "' is not a whole number; write 0 to 2147483647 in digits");
      }
      return Integer.valueOf(text);
    }
  }

  /** {@code 12m}: see {@link RowCount}. */
  public static final class Rows implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return RowCount.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** {@code 0x2a}: see {@link Seed}. */
  public static final class Seeds implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Seed.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
