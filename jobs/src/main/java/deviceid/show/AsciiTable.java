// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prints rows as Spark prints a data frame: cells to the right if they are cut at a width, else to
 * the left, and a column at least three characters wide. After Spark's {@code Dataset.showString}.
 */
final class AsciiTable {

  private static final int LEAST = 3;
  private static final String DOTS = "...";

  private final List<String> header;
  private final int truncate;
  private final String whole;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param truncate characters of a cell, of which the last three are dots where they fit; 0 for
   *     whole cells
   * @param whole the column whose cells are not cut, if it is there
   */
  AsciiTable(List<String> header, int truncate, String whole) {
    this.header = List.copyOf(header);
    this.truncate = truncate;
    this.whole = whole;
  }

  void row(List<String> cells) {
    rows.add(IntStream.range(0, cells.size()).mapToObj(i -> cut(i, cells.get(i))).toList());
  }

  @Override
  public String toString() {
    int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
    StringBuilder edge = new StringBuilder("+");
    IntStream.of(widths).forEach(width -> edge.append("-".repeat(width)).append('+'));
    List<String> lines =
        new ArrayList<>(List.of(edge.toString(), line(header, widths), edge.toString()));
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(edge.toString());
    return String.join("\n", lines);
  }

  private String cut(int column, String cell) {
    if (truncate == 0 || cell.length() <= truncate || header.get(column).equals(whole)) {
      return cell;
    }
    return truncate <= DOTS.length()
        ? cell.substring(0, truncate)
        : cell.substring(0, truncate - DOTS.length()) + DOTS;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(truncate > 0 ? padding + cell : cell + padding).append('|');
    }
    return line.toString();
  }

  private int width(int column) {
    int width = Math.max(LEAST, header.get(column).length());
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
