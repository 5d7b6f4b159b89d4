// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import deviceid.record.RunsFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** The records in the runs folder as a table, the latest last. */
final class RecordList {

  private static final int MOST_CHARACTERS = 48;

  private RecordList() {}

  static Table of(RunsFolder runs) throws IOException {
    Table table =
        new Table(
            Column.text("when"),
            Column.text("program"),
            Column.text("arguments"),
            Column.count("jobs"),
            Column.decimal("wall", "s", 2),
            Column.text("exit"),
            Column.text("record"));
    for (Path file : runs.records()) {
      String name = file.getFileName().toString();
      try {
        add(table, RunRecordReader.read(file), name);
      } catch (IOException e) {
        table.row(null, null, "cannot be read", null, null, null, name);
      }
    }
    return table;
  }

  private static void add(Table table, RunRecord run, String name) {
    table.row(
        run.started().truncatedTo(ChronoUnit.SECONDS),
        run.program(),
        arguments(run),
        run.jobs().size(),
        run.end().map(end -> end.nanos() / 1e9).orElse(null),
        run.end().map(end -> Integer.toString(end.status())).orElse("unfinished"),
        name);
  }

  /** Without the program, which has a column of its own; of paths the last name. */
  private static String arguments(RunRecord run) {
    String line =
        run.arguments().stream()
            .filter(argument -> !argument.equals(run.program()))
            .map(argument -> argument.replaceFirst("^[^-].*(/[^/]+)$", "...$1"))
            .collect(Collectors.joining(" "));
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 3) + "...";
  }
}
