// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import com.google.re2j.PatternSyntaxException;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.counters.JobFinder.ResolvedJob;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import deviceid.record.RunsFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.GlobPattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows the counters of jobs: in, their IDs on a cluster or the records that runs left; out, one
 * job's counters by group, or several jobs' side by side, sorted into what must be equal, what the
 * settings that differ explain, and noise.
 *
 * <p>{@code hadoop jar device-id-jobs.jar counters job_1764000000000_0001 4f2a1c}
 */
@Command(
    name = "counters",
    description = "Show a job's counters, or compare those of several.",
    footer = {
      "",
      "A job is a job or application ID; the .jhist file that a job on YARN left; or a record: its",
      "file, or any part of the name of one in the runs folder. A record of several jobs stands for",
      "its last; record#2 is its second.",
      "Without a job it lists the records. Exit code 5 if counters that must be equal differ.",
      "",
      "Examples:",
      "  counters                                          the records of the last runs",
      "  counters 4f2a1c                                   one job's counters",
      "  counters 4f2a1c job_1764000000000_0001            two jobs side by side",
      "  counters job_1764000000000_0001.jhist             what a mailed history says",
      "  counters 4f2a1c 9d01be --only 'Spilled*' --format csv"
    })
public final class CompareCounters implements Program {

  private static final int MOST_CHARACTERS = 48;

  @Parameters(
      arity = "0..*",
      paramLabel = "<job or record>",
      description = "Jobs or records to show; the first is the reference for the others.")
  List<String> names = List.of();

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Counters whose name or title matches: 'Spilled*', '*BYTES*'.")
  String only = "*";

  @Mixin Form.Choice choice = new Form.Choice();

  /** It only looks. */
  @Override
  public boolean isRecorded() {
    return false;
  }

  @Override
  public void run(Session session) throws IOException {
    Predicate<CounterValue> chosen = chosen();
    RunsFolder runs = RunsFolder.of(session.conf());
    if (names.isEmpty()) {
      session.console().say("records in %s", runs.path());
      session.console().print(choice.form().write("Run records", list(runs)));
      return;
    }
    JobFinder finder = new JobFinder(runs, session);
    List<ResolvedJob> found = new ArrayList<>();
    for (String name : names) {
      found.add(finder.find(name));
    }
    CounterComparison comparison = new CounterComparison(ResolvedJob.jobs(found), chosen);
    if (comparison.isEmpty()) {
      throw ProgramException.wrongUse("none of the jobs has a counter like '" + only + "'");
    }
    session.console().print(choice.form().write(found, comparison));
    List<String> unequal = comparison.unequal();
    if (!unequal.isEmpty()) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED,
          RowCount.format(unequal.size())
              + " counters must be equal and are not: "
              + String.join(", ", unequal));
    }
  }

  private Predicate<CounterValue> chosen() {
    try {
      GlobPattern glob = new GlobPattern(only);
      return counter -> glob.matches(counter.name()) || glob.matches(counter.title());
    } catch (PatternSyntaxException e) {
      throw ProgramException.wrongUse("--only '" + only + "' is no glob: " + e.getMessage());
    }
  }

  /** The records in the runs folder as a table, the latest last. */
  private static Table list(RunsFolder runs) throws IOException {
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
