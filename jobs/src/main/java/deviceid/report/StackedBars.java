// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Parts that add up, a bar for each row of a table: a column names the bars, others are the parts
 * from left to right.
 *
 * @param bars name of the column with the names of the bars
 * @param parts names of the columns with the parts, all of one unit
 */
public record StackedBars(
    String title, String caption, Table table, String bars, List<String> parts) implements Chart {

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
