// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A picture of tables: what it draws is what they say, and they stand below it. */
public sealed interface Chart permits TimeChart, Chart.StackedBars, Chart.Swimlanes {

  String title();

  /** How to read it: a sentence below the picture. */
  String caption();

  /** What {@code charts.js} draws, made of the tables' own records. */
  JsonNode data();

  List<Numbers> numbers();

  /**
   * A table of the picture's numbers.
   *
   * @param folded whether it is long, and opens on a click
   */
  record Numbers(String caption, Table table, boolean folded) {}

  /**
   * Parts that add up, a bar for each row of a table: a column names the bars, others are the parts
   * from left to right.
   *
   * @param bars name of the column with the names of the bars
   * @param parts names of the columns with the parts, all of one unit
   */
  record StackedBars(String title, String caption, Table table, String bars, List<String> parts)
      implements Chart {

    /**
     * @throws IllegalArgumentException if a column is missing or the parts differ in unit
     */
    public StackedBars {
      parts = List.copyOf(parts);
      table.column(bars);
      if (parts.stream().map(part -> table.column(part).unit()).distinct().count() != 1) {
        throw new IllegalArgumentException("parts add up in one unit: " + parts);
      }
    }

    @Override
    public JsonNode data() {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.put("kind", "bars");
      data.put("unit", table.column(parts.get(0)).unit());
      data.put("bars", table.column(bars).key());
      data.put("bars_label", bars);
      ArrayNode names = data.putArray("parts");
      for (String part : parts) {
        names.addObject().put("name", part).put("key", table.column(part).key());
      }
      data.set("rows", table.records());
      return data;
    }

    @Override
    public List<Numbers> numbers() {
      return List.of(new Numbers(title, table, false));
    }
  }

  /**
   * Task attempts, or requests, over time: each a bar from its start to its end, in the first lane
   * of its kind that is free by then, so that there are as many lanes as attempts ran at once. Rows
   * whose times are not known stand in the table and not in the picture.
   */
  final class Swimlanes implements Chart {

    private static final String NAME = "attempt";
    private static final String KIND = "kind";
    private static final String STATE = "state";
    private static final String FROM = "from";
    private static final String TO = "to";

    private final String title;
    private final String caption;
    private final String rows;
    private final String axis;
    private final Table table =
        new Table(
            Column.text(NAME),
            Column.text(KIND),
            Column.text(STATE),
            Column.text("node"),
            Column.decimal(FROM, "s", 3),
            Column.decimal(TO, "s", 3));

    /**
     * @param caption how to read it
     * @param rows what the bars are
     * @param axis since when time is told
     */
    public Swimlanes(String title, String caption, String rows, String axis) {
      this.title = title;
      this.caption = caption;
      this.rows = rows;
      this.axis = axis;
    }

    /** Of a job's task attempts. */
    public static Swimlanes ofAttempts(String title) {
      return new Swimlanes(
          title,
          "A bar an attempt, from its start to its end; a lane holds attempts that ran one after"
              + " another. Hatched bars are attempts whose work was not used: failed, killed, or"
              + " overtaken by another attempt of the same task.",
          "Task attempts",
          "seconds since the job was submitted");
    }

    /**
     * Adds an attempt.
     *
     * @param from when it began, milliseconds after the job did; null, like the others, if not
     *     known
     */
    public Swimlanes add(String name, String kind, String state, String node, Long from, Long to) {
      table.row(name, kind, state, node, seconds(from), seconds(to));
      return this;
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public String caption() {
      return caption;
    }

    @Override
    public List<Numbers> numbers() {
      return List.of(new Numbers(rows, table, true));
    }

    @Override
    public JsonNode data() {
      ObjectNode data = JsonNodeFactory.instance.objectNode();
      data.put("kind", "lanes");
      data.put("axis", axis);
      ArrayNode bars = data.putArray("bars");
      Map<String, List<BigDecimal>> ends = new LinkedHashMap<>();
      for (JsonNode attempt : inOrder()) {
        String kind = attempt.path(KIND).asText();
        int lane = lane(attempt, ends.computeIfAbsent(kind, none -> new ArrayList<>()));
        ((ObjectNode) bars.add(attempt).get(bars.size() - 1)).put("lane", kind + " " + (lane + 1));
      }
      ArrayNode lanes = data.putArray("lanes");
      ends.forEach(
          (kind, all) -> {
            for (int lane = 1; lane <= all.size(); lane++) {
              lanes.add(kind + " " + lane);
            }
          });
      return data;
    }

    /** Those whose times are known, by their start. */
    private List<JsonNode> inOrder() {
      List<JsonNode> attempts = new ArrayList<>();
      for (JsonNode attempt : table.records()) {
        if (!attempt.path(key(FROM)).isNull() && !attempt.path(key(TO)).isNull()) {
          attempts.add(attempt);
        }
      }
      attempts.sort(Comparator.comparing(attempt -> attempt.path(key(FROM)).decimalValue()));
      return attempts;
    }

    /** Takes the first lane that is free when an attempt starts, or a new one. */
    private int lane(JsonNode attempt, List<BigDecimal> ends) {
      BigDecimal from = attempt.path(key(FROM)).decimalValue();
      BigDecimal to = attempt.path(key(TO)).decimalValue();
      for (int lane = 0; lane < ends.size(); lane++) {
        if (ends.get(lane).compareTo(from) <= 0) {
          ends.set(lane, to);
          return lane;
        }
      }
      ends.add(to);
      return ends.size() - 1;
    }

    private String key(String column) {
      return table.column(column).key();
    }

    private static BigDecimal seconds(Long millis) {
      return millis == null ? null : BigDecimal.valueOf(millis, 3);
    }
  }
}
