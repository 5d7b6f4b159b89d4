// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import java.util.List;
import java.util.stream.Collectors;

/** Rows for machines: RFC 4180, lines ending with LF, the first one the header. */
public final class Csv {

  private final StringBuilder text = new StringBuilder();

  public Csv(String... header) {
    row((Object[]) header);
  }

  /** Adds a row; numbers are written without regard to the user's locale. */
  public Csv row(Object... cells) {
    text.append(List.of(cells).stream().map(Csv::cell).collect(Collectors.joining(",")));
    text.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String cell(Object value) {
    String cell = value.toString();
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
