// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import deviceid.report.Column;
import deviceid.report.JobCounters;
import deviceid.report.Table;
import deviceid.rows.Work;
import deviceid.run.Session;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * The counters of one job by group, or of several side by side: in, what is recorded of the jobs;
 * out, tables whose first column cuts them into what must be equal, what is explained by what
 * changed, and noise. Differences and ratios are to the first job.
 */
public final class CounterComparison {

  /** More jobs are shown to people by their range. */
  private static final int SIDE_BY_SIDE = 4;

  /** A counter and its value in each job, null where it is not known. */
  private record Row(CounterKind kind, CounterValue counter, List<Long> values) {

    boolean isEqual() {
      return values.stream().allMatch(value -> Objects.equals(value, values.get(0)));
    }
  }

  private final List<JobRecord> jobs;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param chosen which counters are looked at
   */
  public CounterComparison(List<JobRecord> jobs, Predicate<CounterValue> chosen) {
    this.jobs = List.copyOf(jobs);
    boolean alike = unlikeness().isEmpty();
    List<JobCounters> all = jobs.stream().map(JobCounters::of).toList();
    Map<String, CounterValue> counters = new LinkedHashMap<>();
    all.forEach(job -> job.counters().forEach(counters::putIfAbsent));
    counters.forEach(
        (key, counter) -> {
          if (chosen.test(counter)) {
            CounterKind kind = CounterKind.of(key);
            boolean excused =
                kind == CounterKind.MUST_BE_EQUAL && (!alike || countsFromEachSplit(key));
            rows.add(
                new Row(
                    excused ? CounterKind.EXPLAINED : kind,
                    counter,
                    all.stream().map(job -> job.value(key)).toList()));
          }
        });
    if (isComparison()) {
      rows.sort(Comparator.comparing(Row::kind)); // stable
    }
  }

  /** The maps of convert number their rows from 0; its driver moves the sums to their places. */
  private boolean countsFromEachSplit(String key) {
    return key.equals(JobCounters.key(Work.PLACE_CHECKSUM))
        && jobs.get(0).setting(Session.PROGRAM).filter("convert"::equals).isPresent();
  }

  /** Why nothing must be equal; empty where something must. */
  public Optional<String> unlikeness() {
    return jobs.stream()
        .skip(1)
        .map(job -> Comparability.difference(jobs.get(0), job))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The counters that must be equal and are not, with their values. */
  public List<String> unequal() {
    return rows.stream()
        .filter(row -> row.kind == CounterKind.MUST_BE_EQUAL && !row.isEqual())
        .map(row -> row.counter.name() + " " + row.values)
        .toList();
  }

  /** Whether no job has a chosen counter. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The settings that differ between the jobs. */
  public Table settings() {
    return Comparability.settings(jobs);
  }

  /** For people: of many jobs the range. */
  public Table forPeople() {
    boolean many = jobs.size() > SIDE_BY_SIDE;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text(isComparison() ? "kind" : "group"));
    columns.add(Column.text("counter"));
    columns.addAll(many ? rangeColumns() : jobColumns());
    return table(
        columns,
        row -> List.of(heading(row), row.counter.title()),
        many ? CounterComparison::range : this::values);
  }

  /** For machines: every name, and every job. */
  public Table forMachines() {
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("kind", "group", "name", "counter")) {
      columns.add(Column.text(name));
    }
    columns.addAll(jobColumns());
    return table(
        columns,
        row -> List.of(row.kind, row.counter.group(), row.counter.name(), row.counter.title()),
        this::values);
  }

  private boolean isComparison() {
    return jobs.size() > 1;
  }

  private Object heading(Row row) {
    return isComparison() ? row.kind : row.counter.groupTitle();
  }

  private interface Cells {
    List<?> of(Row row);
  }

  private Table table(List<Column> columns, Cells names, Cells values) {
    Table table = new Table(columns.toArray(Column[]::new));
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>(names.of(row));
      cells.addAll(values.of(row));
      table.row(cells.toArray());
    }
    return table;
  }

  private List<Column> jobColumns() {
    if (!isComparison()) {
      return List.of(Column.count("value"));
    }
    List<Column> columns = new ArrayList<>(List.of(Column.count("job 1")));
    for (int i = 2; i <= jobs.size(); i++) {
      String suffix = jobs.size() == 2 ? "" : " " + i;
      columns.add(Column.count("job " + i));
      columns.add(Column.count("difference" + suffix));
      columns.add(Column.ratio("ratio" + suffix));
    }
    return columns;
  }

  private List<Object> values(Row row) {
    Long first = row.values.get(0);
    List<Object> values = new ArrayList<>();
    values.add(first);
    for (Long value : row.values.subList(1, row.values.size())) {
      boolean known = first != null && value != null;
      values.add(value);
      values.add(known ? BigDecimal.valueOf(value).subtract(BigDecimal.valueOf(first)) : null);
      values.add(
          known && first != 0
              ? BigDecimal.valueOf(value).divide(BigDecimal.valueOf(first), MathContext.DECIMAL64)
              : null);
    }
    return values;
  }

  private static List<Column> rangeColumns() {
    return List.of(
        Column.count("job 1"),
        Column.count("least"),
        Column.count("most"),
        Column.count("jobs that differ from job 1"));
  }

  private static List<Object> range(Row row) {
    List<Object> range = new ArrayList<>();
    range.add(row.values.get(0));
    LongStream known = row.values.stream().filter(Objects::nonNull).mapToLong(Long::longValue);
    var summary = known.summaryStatistics();
    range.add(summary.getMin());
    range.add(summary.getMax());
    range.add(row.values.stream().filter(v -> !Objects.equals(v, row.values.get(0))).count());
    return range;
  }
}
