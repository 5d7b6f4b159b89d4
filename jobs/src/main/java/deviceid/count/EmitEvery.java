// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --emit-every}: a number of rows from 1 on, or {@code all}. */
final class EmitEvery implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    if (text.equals("all")) {
      return Long.MAX_VALUE;
    }
    long rows = new Converters.Rows().convert(text);
    if (rows < 1) {
      throw new TypeConversionException("a mapper emits every 1 or more rows, or all; not " + rows);
    }
    return rows;
  }
}
