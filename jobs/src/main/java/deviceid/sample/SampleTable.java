// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.RowCount;
import deviceid.curve.Median;
import deviceid.report.Csv;
import deviceid.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Runs of a sampling driver as a table of medians, and as CSV with every run. */
final class SampleTable {

  private SampleTable() {}

  /** One line a size: medians of its repeats, milliseconds. */
  static String medians(List<Long> sizes, List<SampleRun> runs) {
    TextTable table =
        new TextTable(
            "size",
            "sampled",
            "maps",
            "bytes read",
            "whole ms",
            "submit ms",
            "sampling ms",
            "counting ms");
    for (long size : sizes) {
      List<SampleRun> repeats = runs.stream().filter(run -> run.size() == size).toList();
      table.row(
          RowCount.format(size),
          RowCount.format(median(repeats, SampleRun::sampled)),
          Long.toString(median(repeats, SampleRun::maps)),
          RowCount.format(median(repeats, SampleRun::bytesRead)),
          millis(median(repeats, SampleRun::wallNanos)),
          millis(median(repeats, SampleRun::submitNanos)),
          millis(median(repeats, SampleRun::samplingNanos)),
          millis(median(repeats, SampleRun::countingNanos)));
    }
    return table.toString();
  }

  /** Every run, in the order in which they ran. */
  static String csv(List<SampleRun> runs) {
    Csv csv =
        new Csv(
            "size",
            "repeat",
            "maps",
            "sampled",
            "counted",
            "bytes_read",
            "wall_seconds",
            "submit_seconds",
            "sampling_seconds",
            "counting_seconds");
    for (SampleRun run : runs) {
      csv.row(
          run.size(),
          run.repeat(),
          run.maps(),
          run.sampled(),
          run.counted(),
          run.bytesRead(),
          seconds(run.wallNanos()),
          seconds(run.submitNanos()),
          seconds(run.samplingNanos()),
          seconds(run.countingNanos()));
    }
    return csv.toString();
  }

  private static long median(List<SampleRun> runs, ToLongFunction<SampleRun> value) {
    return Median.of(runs.stream().mapToLong(value));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
