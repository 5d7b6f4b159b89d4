// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.WordUtils;

/**
 * A table for people: columns as wide as their widest cell, numbers to the right. Text is broken
 * between words where the table would be wider than a terminal, unless its words, paths say, are
 * too long even so.
 */
public final class TextTable {

  /** Of a usual terminal, in characters. */
  public static final int WIDTH = 80;

  private static final int NARROWEST = 12;
  private static final String GAP = "  ";

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

  /** A line between rows, as wide as it is. */
  TextTable heading(String text) {
    rows.add(List.of(text));
    return this;
  }

  /** The lines of the table, without a newline after the last. */
  @Override
  public String toString() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    addLines(header.stream().map(TextTable::label).toList(), widths, lines);
    for (List<String> row : rows) {
      if (row.size() < widths.length) {
        lines.add(row.get(0));
      } else {
        addLines(row, widths, lines);
      }
    }
    return String.join("\n", lines);
  }

  private void addLines(List<String> cells, int[] widths, List<String> lines) {
    List<List<String>> broken = columns().mapToObj(i -> broken(cells.get(i), widths[i])).toList();
    int most = broken.stream().mapToInt(List::size).max().orElse(0);
    for (int part = 0; part < most; part++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        List<String> parts = broken.get(column);
        String cell = part < parts.size() ? parts.get(part) : "";
        String padding = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP)
            .append(isText(column) ? cell + padding : padding + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /** A cell that fits is as it is: its spaces may stand for something. */
  private static List<String> broken(String cell, int width) {
    return cell.length() <= width
        ? List.of(cell)
        : WordUtils.wrap(cell.strip(), width - indent(cell).length(), "\n", false)
            .lines()
            .map(line -> indent(cell) + line)
            .toList();
  }

  /** As wide as their cells, but for text where that is too wide together. */
  private int[] widths() {
    int[] widths = columns().map(this::width).toArray();
    int[] narrowest =
        columns().map(column -> isText(column) ? narrowest(column) : widths[column]).toArray();
    int gaps = GAP.length() * (widths.length - 1);
    if (IntStream.of(narrowest).sum() + gaps > WIDTH) {
      return widths;
    }
    for (int over = IntStream.of(widths).sum() + gaps - WIDTH; over > 0; over--) {
      widths[
          columns()
              .filter(column -> widths[column] > narrowest[column])
              .reduce((one, other) -> widths[other] > widths[one] ? other : one)
              .orElseThrow()]--;
    }
    return widths;
  }

  private IntStream columns() {
    return IntStream.range(0, header.size());
  }

  private int width(int column) {
    return cells(column).mapToInt(String::length).max().orElseThrow();
  }

  /** The longest word, and what a few short ones need. */
  private int narrowest(int column) {
    int word =
        cells(column)
            .mapToInt(
                cell ->
                    indent(cell).length()
                        + Stream.of(cell.strip().split(" ", -1))
                            .mapToInt(String::length)
                            .max()
                            .orElseThrow())
            .max()
            .orElseThrow();
    return Math.min(width(column), Math.max(NARROWEST, word));
  }

  private Stream<String> cells(int column) {
    return Stream.concat(
        Stream.of(label(header.get(column))),
        rows.stream().filter(row -> row.size() == header.size()).map(row -> row.get(column)));
  }

  private static String indent(String cell) {
    return " ".repeat(cell.length() - cell.stripLeading().length());
  }

  private boolean isText(int column) {
    return header.get(column).startsWith("<");
  }

  private static String label(String heading) {
    return heading.startsWith("<") ? heading.substring(1) : heading;
  }
}
