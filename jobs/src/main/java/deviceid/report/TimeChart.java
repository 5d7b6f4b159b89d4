// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import deviceid.curve.Quantity;
import deviceid.curve.Quantity.Interval;
import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Time against size, both on logarithmic axes: of each program every run, the median of each size,
 * and the fitted line with its 95% band.
 */
public final class TimeChart implements Chart {

  private static final double NANOS_PER_MS = 1e6;
  private static final double POINTS_PER_DECADE = 8;

  private final String title;
  private final Map<String, TimeModel> programs = new LinkedHashMap<>();

  public TimeChart(String title) {
    this.title = title;
  }

  /** Adds a program's runs and line under a name. */
  public TimeChart add(String name, TimeModel model) {
    programs.put(name, model);
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String caption() {
    return "Small marks: runs. Large marks: medians of a size. Lines: T(n) = a + b n as fitted, in"
        + " their 95% bands. Both axes are logarithmic: a time that no size changes is level, and"
        + " one that grows with the rows rises a decade with each decade of rows.";
  }

  @Override
  public List<Numbers> numbers() {
    return List.of(
        new Numbers("The lines T(n) = a + b n", fits(), false),
        new Numbers("Times by size", sizes(), false),
        new Numbers("Every run", runs(), true),
        new Numbers("The lines and their bands", lines(), true));
  }

  @Override
  public JsonNode data() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("kind", "time");
    programs.keySet().forEach(data.putArray("programs")::add);
    data.set("runs", runs().records());
    data.set("sizes", sizes().records());
    data.set("lines", lines().records());
    return data;
  }

  /** a and b of each program, with the ends of their intervals. */
  public Table fits() {
    Table table =
        new Table(
            Column.text("program"),
            Column.count("runs"),
            Column.measured("a", "ms"),
            Column.measured("a from", "ms"),
            Column.measured("a to", "ms"),
            Column.measured("b", "ns/row"),
            Column.measured("b from", "ns/row"),
            Column.measured("b to", "ns/row"),
            Column.text("b above 0"));
    programs.forEach(
        (name, model) -> {
          Quantity a = model.intercept();
          Quantity b = model.slope();
          table.row(
              name,
              model.runs().size(),
              millis(estimate(a)),
              millis(low(a)),
              millis(high(a)),
              estimate(b),
              low(b),
              high(b),
              b.isAboveZero() ? "yes" : "not shown");
        });
    return table;
  }

  /** The median of each size, between the fastest run and the slowest. */
  public Table sizes() {
    Table table =
        new Table(
            Column.text("program"),
            Column.count("size"),
            Column.count("runs"),
            Column.measured("fastest", "ms"),
            Column.measured("median", "ms"),
            Column.measured("slowest", "ms"));
    programs.forEach(
        (name, model) -> {
          for (long size : model.sizes()) {
            long[] nanos =
                model.runs().stream()
                    .filter(run -> run.size() == size)
                    .mapToLong(Timing::nanos)
                    .sorted()
                    .toArray();
            table.row(
                name,
                size,
                nanos.length,
                nanos[0] / NANOS_PER_MS,
                Timing.median(Arrays.stream(nanos)) / NANOS_PER_MS,
                nanos[nanos.length - 1] / NANOS_PER_MS);
          }
        });
    return table;
  }

  private Table runs() {
    Table table =
        new Table(Column.text("program"), Column.count("size"), Column.measured("time", "ms"));
    programs.forEach(
        (name, model) ->
            model.runs().forEach(run -> table.row(name, run.size(), run.nanos() / NANOS_PER_MS)));
    return table;
  }

  private Table lines() {
    Table table =
        new Table(
            Column.text("program"),
            Column.count("size"),
            Column.measured("from", "ms"),
            Column.measured("fitted", "ms"),
            Column.measured("to", "ms"));
    programs.forEach(
        (name, model) -> {
          for (long size : alongTheAxis(model)) {
            Quantity time = model.at(size);
            table.row(name, size, millis(low(time)), millis(estimate(time)), millis(high(time)));
          }
        });
    return table;
  }

  /** The sizes that were run, and enough between them for a curve. */
  private static SortedSet<Long> alongTheAxis(TimeModel model) {
    SortedSet<Long> sizes = new TreeSet<>(model.sizes());
    double first = Math.max(1, sizes.first());
    double points = POINTS_PER_DECADE * Math.log10(sizes.last() / first);
    for (int point = 0; point < points; point++) {
      sizes.add(Math.round(first * Math.pow(10, point / POINTS_PER_DECADE)));
    }
    return sizes;
  }

  private static Double estimate(Quantity quantity) {
    return quantity.estimate().isPresent() ? (Double) quantity.estimate().getAsDouble() : null;
  }

  private static Double low(Quantity quantity) {
    return quantity.interval().equals(Interval.UNKNOWN) ? null : (Double) quantity.interval().low();
  }

  private static Double high(Quantity quantity) {
    return quantity.interval().isBounded() ? (Double) quantity.interval().high() : null;
  }

  private static Double millis(Double nanos) {
    return nanos == null ? null : (Double) (nanos / NANOS_PER_MS);
  }
}
