// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Rows of values under {@link Column}s, and every form they are read in: text for a terminal, CSV
 * and JSON for machines, Markdown for a ticket, HTML for a page. A value is rounded when it comes
 * in, so that all forms, and a chart of the table, show the same number.
 */
public final class Table {

  /** What a spreadsheet would compute; a number alone is none. */
  private static final Pattern FORMULA =
      Pattern.compile("^(?![-+]?[0-9.]+([eE][-+]?[0-9]+)?$)[-=+@\t\r\n]");

  /** What begins markup or a link, but for a _ within a word. */
  private static final Pattern MARKUP =
      Pattern.compile("[\\\\|&<>*`~$#@\\[\\]]|(?<!\\w)_|_(?!\\w)|:(?=//)|(?<=\\bwww)\\.");

  private final List<Column> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if two columns have one name
   */
  public Table(Column... columns) {
    this.columns = List.of(columns);
    if (this.columns.stream().map(Column::key).distinct().count() < columns.length) {
      throw new IllegalArgumentException("columns of one name: " + this.columns);
    }
  }

  /**
   * Adds a row; null stands for what is not known.
   *
   * @throws IllegalArgumentException if there is not one value a column, or a number is infinite or
   *     NaN
   */
  public Table row(Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + values.length + " values under " + columns.size() + " columns");
    }
    rows.add(
        Arrays.asList(
            IntStream.range(0, values.length)
                .mapToObj(i -> columns.get(i).value(values[i]))
                .toArray()));
    return this;
  }

  /**
   * @throws IllegalArgumentException if there is no such column
   */
  Column column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column '" + name + "'"));
  }

  /**
   * For a terminal: numbers to the right, columns that hold nothing left out, no newline after the
   * last line.
   */
  public String text() {
    int[] shown = IntStream.range(0, columns.size()).filter(this::holdsAnything).toArray();
    TextTable table =
        new TextTable(
            cells(shown, i -> (columns.get(i).isText() ? "<" : "") + columns.get(i).heading()));
    rows.forEach(row -> table.row(cells(shown, i -> Column.shown(row.get(i)))));
    return table.toString();
  }

  /** A column of a table without rows counts as one that holds something. */
  private boolean holdsAnything(int column) {
    return rows.isEmpty() || rows.stream().anyMatch(row -> row.get(column) != null);
  }

  private static String[] cells(int[] columns, IntFunction<String> cell) {
    return Arrays.stream(columns).mapToObj(cell).toArray(String[]::new);
  }

  /** For a terminal: the values of the first column as headings, each over its rows. */
  public String groupedText() {
    TextTable table =
        new TextTable(
            columns.stream()
                .skip(1)
                .map(column -> (column.isText() ? "<" : "") + column.heading())
                .toArray(String[]::new));
    groups()
        .forEach(
            (heading, group) -> {
              table.heading(heading);
              for (List<Object> row : group.rows) {
                String[] cells = row.stream().map(Column::shown).toArray(String[]::new);
                cells[0] = "  " + cells[0];
                table.row(cells);
              }
            });
    return table.toString();
  }

  /** A table for each value of the first column, of the columns that follow it. */
  public Map<String, Table> groups() {
    Map<String, Table> groups = new LinkedHashMap<>();
    Column[] rest = columns.stream().skip(1).toArray(Column[]::new);
    for (List<Object> row : rows) {
      groups
          .computeIfAbsent(Column.shown(row.get(0)), heading -> new Table(rest))
          .rows
          .add(row.subList(1, row.size()));
    }
    return groups;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** CSV with a header, as in RFC 4180 but with LF at line ends. An unknown value is empty. */
  public String csv() {
    StringBuilder text = new StringBuilder(csv(columns.stream().map(Column::key)));
    rows.forEach(row -> text.append(csv(row.stream().map(Column::plain))));
    return text.toString();
  }

  private static String csv(Stream<String> cells) {
    return cells
        .map(cell -> FORMULA.matcher(cell).find() ? "'" + cell : cell)
        .map(StringEscapeUtils::escapeCsv)
        .collect(Collectors.joining(",", "", "\n"));
  }

  /** A list of objects, one a row; what is not known is null. */
  public String json() {
    return records().toPrettyString() + "\n";
  }

  /** As GitHub writes tables. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::heading).toList());
    line(text, columns.stream().map(column -> column.isText() ? "---" : "---:").toList());
    rows.forEach(row -> line(text, row.stream().map(Column::shown).toList()));
    return text.toString();
  }

  /** A table element; everything that comes from data is escaped. */
  String html(String caption) {
    StringBuilder html = new StringBuilder("<div class=\"table\"><table>\n");
    html.append("<caption>").append(Page.text(caption)).append("</caption>\n<thead><tr>");
    for (Column column : columns) {
      html.append(column.isText() ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
          .append(Page.text(column.name()))
          .append(column.unit().isEmpty() ? "" : " <small>" + Page.text(column.unit()) + "</small>")
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (List<Object> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String cell = Column.shown(row.get(i));
        boolean verdict = cell.equals("PASS") || cell.equals("FAIL");
        html.append(columns.get(i).isText() ? "<td" : "<td class=\"number\"")
            .append(verdict ? " class=\"" + cell.toLowerCase(Locale.ROOT) + "\">" : ">")
            .append(Page.text(cell))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  ArrayNode records() {
    ArrayNode records = new JsonNodeFactory(true).arrayNode();
    for (List<Object> row : rows) {
      ObjectNode record = records.addObject();
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i) instanceof BigDecimal number) {
          record.put(columns.get(i).key(), number);
        } else {
          record.put(columns.get(i).key(), (String) row.get(i));
        }
      }
    }
    return records;
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream()
            .map(Table::escapedForMarkdown)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Text that comes from data, on one line and without markup. */
  public static String escapedForMarkdown(String text) {
    return MARKUP
        .matcher(text.replaceAll("\\s+", " "))
        .replaceAll(found -> "&#" + (int) found.group().charAt(0) + ";");
  }
}
