// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.RowCount;
import deviceid.curve.Median;
import deviceid.report.Csv;
import deviceid.report.TextTable;
import deviceid.run.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Runs of a sampling driver as a table of medians, and as CSV with every run. A phase that an
 * engine does not tell is {@code -} in the table and empty in the CSV.
 */
final class SampleTable {

  private SampleTable() {}

  /** One line a size: medians of its repeats, milliseconds. */
  static String medians(List<Long> sizes, List<SampleRun> runs) {
    List<String> header =
        new ArrayList<>(List.of("asked", "got", "maps", "by", "bytes read", "whole"));
    for (Phase phase : Phase.values()) {
      header.add(name(phase));
    }
    header.addAll(List.of("sampling", "counting"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (long size : sizes) {
      List<SampleRun> repeats = runs.stream().filter(run -> run.size() == size).toList();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  RowCount.format(size),
                  RowCount.format(median(repeats, SampleRun::sampled)),
                  Long.toString(median(repeats, SampleRun::maps)),
                  name(repeats.get(0).way()),
                  RowCount.format(median(repeats, SampleRun::bytesRead)),
                  millis(median(repeats, run -> run.phases().whole()))));
      for (Phase phase : Phase.values()) {
        cells.add(median(repeats, phase));
      }
      cells.add(millis(median(repeats, SampleRun::samplingNanos)));
      cells.add(millis(median(repeats, SampleRun::countingNanos)));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  /** Every run, in the order in which they ran. */
  static String csv(List<SampleRun> runs) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "size",
                "repeat",
                "maps",
                "sampled",
                "counted",
                "bytes_read",
                "read_by",
                "whole_seconds"));
    for (Phase phase : Phase.values()) {
      header.add(name(phase) + "_seconds");
    }
    header.addAll(List.of("sampling_seconds", "counting_seconds"));
    Csv csv = new Csv(header.toArray(String[]::new));
    for (SampleRun run : runs) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  run.size(),
                  run.repeat(),
                  run.maps(),
                  run.sampled(),
                  run.counted(),
                  run.bytesRead(),
                  name(run.way()),
                  seconds(run.phases().whole())));
      for (Phase phase : Phase.values()) {
        OptionalLong nanos = run.phases().nanos(phase);
        cells.add(nanos.isPresent() ? seconds(nanos.getAsLong()) : "");
      }
      cells.add(seconds(run.samplingNanos()));
      cells.add(seconds(run.countingNanos()));
      csv.row(cells.toArray());
    }
    return csv.toString();
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static long median(List<SampleRun> runs, ToLongFunction<SampleRun> value) {
    return Median.of(runs.stream().mapToLong(value));
  }

  /** Of the runs whose phase is known. */
  private static String median(List<SampleRun> runs, Phase phase) {
    long[] known = runs.stream().flatMapToLong(run -> run.phases().nanos(phase).stream()).toArray();
    return known.length == 0 ? "-" : millis(Median.of(LongStream.of(known)));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
