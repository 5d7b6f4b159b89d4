// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The suite's own forms of option values, for picocli. */
public final class Converters {

  private Converters() {}

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
