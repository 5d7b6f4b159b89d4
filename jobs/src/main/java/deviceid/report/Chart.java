// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A picture of tables: what it draws is what they say, and they stand below it. */
public sealed interface Chart permits TimeChart, StackedBars, Swimlanes {

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
}
