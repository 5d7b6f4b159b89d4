// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import com.google.re2j.PatternSyntaxException;
import deviceid.cli.ExitCode;
import deviceid.cli.Figures;
import deviceid.cli.ProgramException;
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
import java.util.Map;
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
 * settings that differ explain, and what varies by chance, too.
 *
 * <p>{@code hadoop jar device-id-jobs.jar counters job_1764000000000_0001 4f2a1c}
 */
@Command(
    name = "counters",
    description = "Show a job's counters, or compare those of several.",
    footer = {
      "",
      "Name a job by its job or application ID, by the .jhist file that it left on YARN, or by a",
      "run record: a file, or part of the name of a record in the runs folder. Of a record with",
      "several jobs the last one is meant; record#2 is the second.",
      "Without a job it lists the records. Exit code 5 if counters that must be equal differ.",
      "Counters that are equal, or 0 in a single job, are only counted; --only '*' shows them.",
      "Several runs of one setting are a group: --group compares groups as compare does.",
      "",
      "Examples:",
      "  counters                                          the records of the last runs",
      "  counters 4f2a1c                                   one job's counters",
      "  counters 4f2a1c job_1764000000000_0001            two jobs side by side",
      "  counters job_1764000000000_0001.jhist             a history file, without a server",
      "  counters --group A=4f2a1c,77b0e2,01c9aa --group B=9d01be,5e11d0,b3a8f4",
      "  counters 4f2a1c 9d01be --only 'Spilled*' --format csv"
    })
public final class CompareCounters implements Program {

  private static final int MOST_CHARACTERS = 64;

  @Parameters(
      arity = "0..*",
      paramLabel = "<job or record>",
      description = "Jobs or records to show; the first is the reference for the others.")
  List<String> names = List.of();

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Counters whose name or title matches: 'Spilled*', '*BYTES*'.")
  String only;

  @Option(
      names = "--group",
      paramLabel = "NAME=JOBS",
      description = "Jobs of one setting, two or more, with commas between them. Twice or more.")
  Map<String, String> groups = Map.of();

  @Mixin TableFormat.Choice choice = new TableFormat.Choice();

  /** It only looks. */
  @Override
  public boolean isRecorded() {
    return false;
  }

  @Override
  public void run(Session session) throws IOException {
    Predicate<CounterValue> chosen = chosen();
    RunsFolder runs = RunsFolder.of(session.conf());
    if (names.isEmpty() && groups.isEmpty()) {
      session.console().say("records in %s", runs.path());
      Table records = list(runs, choice.format());
      choice.format().print(choice.format().write("Run records", records, session), session);
      return;
    }
    JobFinder finder = new JobFinder(runs, session);
    if (!groups.isEmpty()) {
      compareGroups(finder, session);
      return;
    }
    List<ResolvedJob> found = find(names, finder);
    CounterComparison comparison =
        new CounterComparison(ResolvedJob.jobs(found), chosen, only != null);
    if (comparison.isEmpty()) {
      throw ProgramException.wrongUse("none of the jobs has a counter like '" + only + "'");
    }
    choice.format().print(choice.format().write(found, comparison, session), session);
    refuseUnequal(comparison.unequal());
  }

  /**
   * @throws ProgramException if there are counters that must be equal and are not
   */
  public static void refuseUnequal(List<String> counters) {
    if (!counters.isEmpty()) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED,
          Figures.counted(counters.size(), "counter")
              + " must be equal and differ: "
              + String.join(", ", counters));
    }
  }

  private static List<ResolvedJob> find(List<String> names, JobFinder finder) throws IOException {
    List<ResolvedJob> found = new ArrayList<>();
    for (String name : names) {
      found.add(finder.find(name));
    }
    return found;
  }

  private void compareGroups(JobFinder finder, Session session) throws IOException {
    if (!names.isEmpty() || only != null || groups.size() < 2) {
      throw ProgramException.wrongUse("name two --group or more, without other jobs and --only");
    }
    List<Variant> variants = new ArrayList<>();
    for (Map.Entry<String, String> group : groups.entrySet()) {
      List<String> members = List.of(group.getValue().split(","));
      if (members.size() < 2) {
        throw ProgramException.wrongUse(
            "group " + group.getKey() + " has one job, which says nothing about time: add more");
      }
      variants.add(Variant.ofJobs(group.getKey(), ResolvedJob.jobs(find(members, finder))));
    }
    String title = "Groups of jobs compared: " + String.join(", ", groups.keySet());
    Comparison comparison = new Comparison(title, variants, false);
    choice.format().print(comparison.write(choice.format(), session), session);
    refuseUnequal(comparison.unequal());
  }

  private Predicate<CounterValue> chosen() {
    try {
      GlobPattern glob = new GlobPattern(only == null ? "*" : only);
      return counter -> glob.matches(counter.name()) || glob.matches(counter.title());
    } catch (PatternSyntaxException e) {
      throw ProgramException.wrongUse(
          "--only '" + only + "' is not a valid glob: " + e.getMessage());
    }
  }

  /** The records in the runs folder, the latest last; on a terminal as short as it is wide. */
  private static Table list(RunsFolder runs, TableFormat format) throws IOException {
    boolean all = format != TableFormat.TABLE;
    Table table =
        new Table(
            Column.text("record"),
            Column.text("when"),
            Column.count("jobs"),
            Column.decimal("wall", "s", 2),
            Column.count("exit"),
            Column.text("command"));
    for (Path file : runs.records()) {
      String name = file.getFileName().toString();
      String shown = all ? name : name.replaceFirst(".*-(.*)[.]json", "$1");
      try {
        RunRecord run = RunRecordReader.read(file);
        String when = run.started().truncatedTo(ChronoUnit.SECONDS).toString();
        table.row(
            shown,
            all ? when : when.substring("2026-".length()).replaceFirst("T(.*)Z", " $1"),
            run.jobs().size(),
            run.end().map(end -> end.nanos() / 1e9).orElse(null),
            run.end().map(RunRecord.End::status).orElse(null),
            command(run));
      } catch (IOException e) {
        table.row(shown, null, null, null, null, "cannot be read");
      }
    }
    return table;
  }

  /** Without where records go; of paths the last name. */
  private static String command(RunRecord run) {
    String line =
        run.arguments().stream()
            .map(argument -> argument.replaceFirst("^[^-].*(/[^/]+)$", "...$1"))
            .collect(Collectors.joining(" "))
            .replaceAll("(-D ?deviceid\\.runs=|--record[ =])\\S+ ?", "");
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 3) + "...";
  }
}
