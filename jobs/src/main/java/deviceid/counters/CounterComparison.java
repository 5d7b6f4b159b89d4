// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Figures;
import deviceid.counters.VariedCounters.CounterKind;
import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import deviceid.report.Column;
import deviceid.report.JobCounters;
import deviceid.report.Table;
import deviceid.rows.Work;
import deviceid.run.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The counters of one job by group, or of several side by side: in, what is recorded of the jobs;
 * out, tables whose first column cuts them into what must be equal, what is explained by what
 * changed, and what varies by chance, too. Differences and ratios are to the first job.
 */
final class CounterComparison {

  private static final int SIDE_BY_SIDE = 4; // of more jobs people see the range

  private static final List<Column> RANGE =
      Stream.of("job 1", "least", "most", "jobs that differ from job 1")
          .map(Column::count)
          .toList();

  /** A counter and its value in each job, null where it is not known. */
  private record Row(CounterKind kind, CounterValue counter, List<Long> values) {

    boolean isEqual() {
      return values.stream().allMatch(value -> Objects.equals(value, values.get(0)));
    }
  }

  private final List<JobRecord> jobs;
  private final boolean all;
  private final Table settings;
  private final Optional<String> unlikeness; // why nothing must be equal
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param chosen which counters are looked at
   * @param all whether people see also those that are equal, or 0 in a single job
   */
  public CounterComparison(List<JobRecord> jobs, Predicate<CounterValue> chosen, boolean all) {
    this.jobs = List.copyOf(jobs);
    this.all = all;
    this.settings =
        Comparability.settings(
            jobs, IntStream.rangeClosed(1, jobs.size()).mapToObj(i -> "job " + i).toList());
    this.unlikeness = Comparability.difference(jobs);
    List<JobCounters> told = jobs.stream().map(JobCounters::of).toList();
    Map<String, CounterValue> counters = new LinkedHashMap<>();
    told.forEach(job -> job.counters().forEach(counters::putIfAbsent));
    counters.forEach(
        (key, counter) -> {
          if (chosen.test(counter)) {
            CounterKind kind = CounterKind.of(key);
            boolean excused =
                kind == CounterKind.MUST_BE_EQUAL
                    && (unlikeness.isPresent() || countsFromEachSplit(key));
            rows.add(
                new Row(
                    excused ? CounterKind.EXPLAINED : kind,
                    counter,
                    told.stream().map(job -> job.value(key)).toList()));
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
    return settings;
  }

  /** For people: of many jobs the range. */
  public Table forPeople() {
    boolean many = jobs.size() > SIDE_BY_SIDE;
    String first = isComparison() ? "kind" : "group";
    Table table = table(List.of(first, "counter"), many ? RANGE : jobColumns());
    for (Row row : rows) {
      if (all || !isFolded(row)) {
        String group = row.counter.groupTitle();
        String heading = isComparison() ? kind(row) + ": " + group : group;
        List<Object> values = many ? range(row) : values(row);
        table.row(
            Stream.concat(Stream.of(heading, row.counter.title()), values.stream()).toArray());
      }
    }
    return table;
  }

  /** For machines: every name, and every job. */
  public Table forMachines() {
    Table table = table(List.of("kind", "group", "name", "counter"), jobColumns());
    for (Row row : rows) {
      CounterValue of = row.counter;
      Stream<String> names = Stream.of(kind(row), of.group(), of.name(), of.title());
      table.row(Stream.concat(names, values(row).stream()).toArray());
    }
    return table;
  }

  private static Table table(List<String> texts, List<Column> numbers) {
    return new Table(
        Stream.concat(texts.stream().map(Column::text), numbers.stream()).toArray(Column[]::new));
  }

  private boolean isComparison() {
    return jobs.size() > 1;
  }

  private boolean isFolded(Row row) {
    return isComparison() ? row.isEqual() : row.values.get(0) == null || row.values.get(0) == 0;
  }

  /** What people must know besides the tables, a line each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (isComparison()) {
      unlikeness.ifPresent(why -> notes.add("No counter must be equal: " + why + "."));
      if (settings.isEmpty()) {
        boolean known = jobs.stream().noneMatch(job -> job.settings().isEmpty());
        notes.add(known ? "No setting differs." : "The settings of a job are not known.");
      }
      notes.add("One run each says nothing about time. Use compare, or --group with several runs.");
    }
    long folded = all ? 0 : rows.stream().filter(this::isFolded).count();
    if (folded > 0) {
      long must =
          rows.stream().filter(r -> r.kind == CounterKind.MUST_BE_EQUAL && r.isEqual()).count();
      notes.add(
          isComparison()
              ? (must == 0 ? "" : Figures.counted(must, "counter") + " that must be equal: equal. ")
                  + Figures.counted(folded - must, "other counter")
                  + " equal."
              : Figures.counted(folded, "counter") + " at 0 or not known.");
    }
    return notes;
  }

  /** What a difference means: nothing explains one where no setting differs. */
  private String kind(Row row) {
    boolean unexplained = row.kind == CounterKind.EXPLAINED && settings.isEmpty();
    return unexplained ? "differ by chance" : row.kind.toString();
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
      values.add(known && first != 0 ? value / (double) first : null);
    }
    return values;
  }

  private static List<Object> range(Row row) {
    Long first = row.values.get(0);
    List<Long> known = row.values.stream().filter(Objects::nonNull).toList();
    return Arrays.asList(
        first,
        known.isEmpty() ? null : Collections.min(known),
        known.isEmpty() ? null : Collections.max(known),
        row.values.stream().filter(value -> !Objects.equals(value, first)).count());
  }
}
