// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.input.RequestList;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times of options, {@code 10s}, {@code 0.3s} or without the letter, in milliseconds. */
final class Seconds implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    return RequestList.millis(text.endsWith("s") ? text.substring(0, text.length() - 1) : text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no time in seconds; write 10s or 0.25s"));
  }
}
