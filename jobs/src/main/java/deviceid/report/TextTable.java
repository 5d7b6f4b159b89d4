// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** Columns whose heading begins with {@code <} stand to the left, all others to the right. */
  public TextTable(String... header) {
    this.header = List.of(header);
  }

  /**
   * @throws IllegalArgumentException if the row has another number of cells than the header
   */
  public TextTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells under " + header.size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of the table, without a newline after the last. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(line(header.stream().map(TextTable::label).toList()));
    rows.forEach(row -> lines.add(line(row)));
    return String.join("\n", lines);
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : "  ");
      line.append(header.get(column).startsWith("<") ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = label(header.get(column)).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static String label(String heading) {
    return heading.startsWith("<") ? heading.substring(1) : heading;
  }
}
