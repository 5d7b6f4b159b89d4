// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Figures;
import deviceid.curve.Timing;
import deviceid.report.Column;
import deviceid.report.JobCounters;
import deviceid.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The counters of all runs, sorted by what explains a difference: in, the variants with their runs;
 * out, the counters that differ between variants by more than within any, the largest change first,
 * and how many are equal or vary by chance. A counter differs where its values in one variant are
 * all below those of the first, or all above them.
 */
final class VariedCounters {

  private record Moved(String title, List<Long> medians) {

    /** The largest change against the first variant, as a factor above 1. */
    double change() {
      double base = Math.max(medians.get(0), 0.5); // a counter that was 0 has changed most
      return medians.stream()
          .mapToDouble(value -> Math.abs(Math.log(Math.max(value, 0.5) / base)))
          .max()
          .orElseThrow();
    }
  }

  private final List<Variant> variants;
  private final Optional<String> unlikeness;
  private final List<Moved> moved = new ArrayList<>();
  private final List<String> unequal = new ArrayList<>();
  private int mustAndAre;
  private int equal;
  private int byChance;

  VariedCounters(List<Variant> variants) {
    this.variants = variants;
    List<JobCounters> all = variants.stream().flatMap(variant -> variant.jobs().stream()).toList();
    unlikeness = Comparability.difference(all.stream().map(JobCounters::job).toList());
    Set<String> names = new LinkedHashSet<>();
    all.forEach(job -> names.addAll(job.counters().keySet()));
    names.removeIf(name -> name.startsWith(JobCounters.TIME + "/"));
    names.forEach(name -> sort(name, all.get(0).title(name)));
    moved.sort(Comparator.comparingDouble(Moved::change).reversed());
  }

  private void sort(String name, String title) {
    List<List<Long>> values = variants.stream().map(variant -> variant.values(name)).toList();
    if (values.stream().anyMatch(List::isEmpty)) {
      return; // not known of every run
    }
    boolean must = unlikeness.isEmpty() && CounterKind.of(name) == CounterKind.MUST_BE_EQUAL;
    if (values.stream().flatMap(List::stream).distinct().count() == 1) {
      mustAndAre += must ? 1 : 0;
      equal += must ? 0 : 1;
    } else if (must) {
      unequal.add(title + " " + values);
    } else if (values.stream().anyMatch(other -> isApart(values.get(0), other))) {
      moved.add(new Moved(title, values.stream().map(VariedCounters::median).toList()));
    } else {
      byChance++;
    }
  }

  private static boolean isApart(List<Long> one, List<Long> other) {
    return Collections.max(one) < Collections.min(other)
        || Collections.min(one) > Collections.max(other);
  }

  private static long median(List<Long> values) {
    return Timing.median(values.stream().mapToLong(Long::longValue));
  }

  /** The counters that must be equal and are not. */
  List<String> unequal() {
    return unequal;
  }

  /** Of the counters that are not in the table. */
  String summary() {
    return unlikeness
            .map(why -> "No counter must be equal: " + why + ".")
            .orElse(Figures.counted(mustAndAre, "counter") + " that must be equal: equal.")
        + "\n"
        + Figures.counted(equal, "other counter")
        + " equal, "
        + byChance
        + " vary by chance.";
  }

  boolean isEmpty() {
    return moved.isEmpty();
  }

  /** The counters that differ by variant: medians, and of two variants their ratio. */
  Table table() {
    boolean two = variants.size() == 2;
    List<Column> columns = new ArrayList<>(List.of(Column.text("counter")));
    String base = variants.get(0).name();
    columns.add(Column.count(base));
    for (Variant variant : variants.subList(1, variants.size())) {
      columns.add(Column.count(variant.name()));
    }
    if (two) {
      columns.add(Column.ratio(variants.get(1).name() + " / " + base));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    for (Moved counter : moved) {
      long first = counter.medians.get(0);
      List<Object> row = new ArrayList<>(List.of(counter.title));
      row.addAll(counter.medians);
      if (two) {
        row.add(first == 0 ? null : counter.medians.get(1) / (double) first);
      }
      table.row(row.toArray());
    }
    return table;
  }

  /**
   * Meaning of a counter that differs between two jobs of the same program over the same rows. Each
   * kind lists its counters as {@code group/name}; a counter that no list holds, one of another job
   * say, is {@link #EXPLAINED}.
   */
  public enum CounterKind {
    /** One of them is wrong. */
    MUST_BE_EQUAL(
        "must be equal", "deviceid.rows.Ids/*", "deviceid.rows.Work/{ROW_CHECKSUM,PLACE_CHECKSUM}"),
    /** Splits, settings or engine make it so: records between phases, spills, bytes, tasks. */
    EXPLAINED("explained by what changed"),
    /** Time and memory: it differs between two runs of the very same job, too. */
    VARYING(
        "time and memory: by chance, too",
        JobCounters.TIME + "/*",
        "deviceid.rows.Work/*_NANOS",
        "*/{GC_TIME_MILLIS,CPU_MILLISECONDS,COMMITTED_HEAP_BYTES}",
        "*/*{PHYSICAL,VIRTUAL}_MEMORY_BYTES*",
        "*/MILLIS_*",
        "*/*_MILLIS_*");

    private final String title;
    private final Pattern counters;

    CounterKind(String title, String... counters) {
      this.title = title;
      this.counters = JobCounters.anyOf(counters);
    }

    /**
     * @param counter {@code group/name}
     */
    public static CounterKind of(String counter) {
      return Arrays.stream(values())
          .filter(kind -> kind.counters.matcher(counter).matches())
          .findFirst()
          .orElse(EXPLAINED);
    }

    @Override
    public String toString() {
      return title;
    }
  }
}
