// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.curve.Timing;
import deviceid.record.Phases.Phase;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.sample.SampleRuns.SampleRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Runs of a sampling driver as tables. A phase that an engine does not tell is not known there. */
final class SampleTable {

  private static final int MILLIS = 6; // digits of nanoseconds behind the point
  private static final int SECONDS = 9;

  private SampleTable() {}

  /** One row a size: medians of its repeats, without the phases. */
  static Table summary(List<Long> sizes, List<SampleRun> runs) {
    Table table =
        new Table(
            Column.count("rows"),
            Column.count("maps"),
            Column.text("read by"),
            Column.count("bytes read"),
            Column.count("requests"),
            Column.measured("whole", "ms"),
            Column.measured("sampling", "ms"),
            Column.measured("counting", "ms"));
    boolean isOfStore = runs.stream().anyMatch(run -> run.requests() > 0);
    for (long size : sizes) {
      List<SampleRun> repeats = runs.stream().filter(run -> run.size() == size).toList();
      table.row(
          median(repeats, SampleRun::sampled).getAsLong(),
          median(repeats, SampleRun::maps).getAsLong(),
          name(repeats.get(0).way()),
          median(repeats, SampleRun::bytesRead).getAsLong(),
          isOfStore ? median(repeats, SampleRun::requests).getAsLong() : null,
          median(repeats, run -> run.phases().whole()).getAsLong() / 1e6,
          median(repeats, SampleRun::samplingNanos).getAsLong() / 1e6,
          median(repeats, SampleRun::countingNanos).getAsLong() / 1e6);
    }
    return table;
  }

  /** One row a size: medians of its repeats. */
  static Table medians(List<Long> sizes, List<SampleRun> runs) {
    Table table =
        new Table(
            columns(
                "ms",
                3,
                Column.count("asked"),
                Column.count("got"),
                Column.count("maps"),
                Column.text("by"),
                Column.count("bytes read")));
    for (long size : sizes) {
      List<SampleRun> repeats = runs.stream().filter(run -> run.size() == size).toList();
      List<Object> row = new ArrayList<>();
      row.add(size);
      row.add(median(repeats, SampleRun::sampled).getAsLong());
      row.add(median(repeats, SampleRun::maps).getAsLong());
      row.add(name(repeats.get(0).way()));
      row.add(median(repeats, SampleRun::bytesRead).getAsLong());
      row.add(at(MILLIS, median(repeats, run -> run.phases().whole())));
      for (Phase phase : Phase.values()) {
        row.add(at(MILLIS, median(repeats, phase)));
      }
      row.add(at(MILLIS, median(repeats, SampleRun::samplingNanos)));
      row.add(at(MILLIS, median(repeats, SampleRun::countingNanos)));
      table.row(row.toArray());
    }
    return table;
  }

  /** Every run, in the order in which they ran. */
  static Table runs(List<SampleRun> runs) {
    Table table =
        new Table(
            columns(
                "s",
                6,
                Column.count("size"),
                Column.count("repeat"),
                Column.count("maps"),
                Column.count("sampled"),
                Column.count("counted"),
                Column.count("bytes read"),
                Column.text("read by")));
    for (SampleRun run : runs) {
      List<Object> row = new ArrayList<>();
      row.addAll(List.of(run.size(), run.repeat(), run.maps(), run.sampled(), run.counted()));
      row.addAll(List.of(run.bytesRead(), name(run.way())));
      row.add(at(SECONDS, OptionalLong.of(run.phases().whole())));
      for (Phase phase : Phase.values()) {
        row.add(at(SECONDS, run.phases().nanos(phase)));
      }
      row.add(at(SECONDS, OptionalLong.of(run.samplingNanos())));
      row.add(at(SECONDS, OptionalLong.of(run.countingNanos())));
      table.row(row.toArray());
    }
    return table;
  }

  /** A phase's name, as its column has it. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Column[] columns(String unit, int decimals, Column... first) {
    List<Column> columns = new ArrayList<>(Arrays.asList(first));
    columns.add(Column.decimal("whole", unit, decimals));
    for (Phase phase : Phase.values()) {
      columns.add(Column.decimal(name(phase), unit, decimals));
    }
    columns.add(Column.decimal("sampling", unit, decimals));
    columns.add(Column.decimal("counting", unit, decimals));
    return columns.toArray(Column[]::new);
  }

  private static OptionalLong median(List<SampleRun> runs, ToLongFunction<SampleRun> value) {
    return OptionalLong.of(Timing.median(runs.stream().mapToLong(value)));
  }

  /**
   * Of the runs of which most phases are known: the rest of another run is more than a rest.
   *
   * @return empty where none of them knows the phase
   */
  static OptionalLong median(List<SampleRun> runs, Phase phase) {
    int most = runs.stream().mapToInt(run -> run.phases().known().size()).max().orElse(0);
    long[] known =
        runs.stream()
            .filter(run -> run.phases().known().size() == most)
            .flatMapToLong(run -> run.phases().nanos(phase).stream())
            .toArray();
    return known.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Timing.median(Arrays.stream(known)));
  }

  private static BigDecimal at(int digits, OptionalLong nanos) {
    return nanos.isPresent() ? BigDecimal.valueOf(nanos.getAsLong(), digits) : null;
  }
}
