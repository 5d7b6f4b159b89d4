// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.cli.Figures;
import deviceid.publish.Recipe;
import deviceid.record.Environment;
import deviceid.record.JobRecord;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.Phases.Phase;
import deviceid.record.Recording;
import deviceid.report.Chart.StackedBars;
import deviceid.report.Chart.Swimlanes;
import deviceid.run.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sections of a page about jobs, besides their counters: where their time went, their task
 * attempts, their settings and where they ran. It is made of records alone. What an engine does not
 * tell is said and left out.
 */
public final class JobPage {

  private static final String JOB = "job";
  private static final double NANOS_PER_MS = 1e6;

  private JobPage() {}

  /**
   * A page with the header that all pages have, good for a ticket: the verdict, what ran, when and
   * how long, the versions and the cluster.
   *
   * @param verdict empty where the page has none
   */
  public static Page titled(String title, String verdict, Session session) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!verdict.isEmpty()) {
      facts.put("verdict", verdict);
    }
    facts.put(
        "command",
        session.arguments().stream()
            .map(word -> word.isEmpty() || word.contains(" ") ? "'" + word + "'" : word)
            .collect(Collectors.joining(" ")));
    Recording recording = session.recording();
    facts.put(
        "date",
        recording.started().truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[TZ]", " ")
            + "UTC, took "
            + Figures.time((double) recording.nanos()));
    try {
      StringJoiner versions = new StringJoiner(", ");
      Recipe.versionsInUse().forEach((what, version) -> versions.add(what + " " + version));
      facts.put("versions", versions.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    facts.put("cluster", Environment.describe(session.conf()));
    facts.put("client", Environment.machine());
    return Page.titled(title).facts(facts);
  }

  /** Adds the phases of jobs, a bar each, called job 1, job 2 ... */
  public static void addPhases(Page page, List<JobRecord> jobs) {
    addPhases(
        page, jobs, IntStream.rangeClosed(1, jobs.size()).mapToObj(i -> JOB + " " + i).toList());
  }

  /** Adds the phases of jobs, a bar each, with a name each. */
  public static void addPhases(Page page, List<JobRecord> jobs, List<String> names) {
    List<Phase> known =
        Arrays.stream(Phase.values())
            .filter(phase -> jobs.stream().anyMatch(job -> nanos(job, phase).isPresent()))
            .toList();
    if (known.isEmpty()) {
      return;
    }
    List<Column> columns = new ArrayList<>(List.of(Column.text(JOB)));
    known.forEach(phase -> columns.add(Column.decimal(name(phase), "ms", 1)));
    Table table = new Table(columns.toArray(Column[]::new));
    for (int i = 0; i < jobs.size(); i++) {
      List<Object> row = new ArrayList<>(List.of(names.get(i)));
      for (Phase phase : known) {
        OptionalLong nanos = nanos(jobs.get(i), phase);
        row.add(nanos.isPresent() ? (Double) (nanos.getAsLong() / NANOS_PER_MS) : null);
      }
      table.row(row.toArray());
    }
    page.heading("Where the time went")
        .chart(
            new StackedBars(
                "Phases",
                "From before submit to the end. The phases add up to the whole: rest is what the"
                    + " known ones leave of it.",
                table,
                JOB,
                known.stream().map(JobPage::name).toList()));
  }

  /** Adds the task attempts of each job that tells of them. */
  public static void addAttempts(Page page, List<JobRecord> jobs) {
    page.heading("Task attempts");
    for (int i = 0; i < jobs.size(); i++) {
      JobRecord job = jobs.get(i);
      String name = JOB + " " + (i + 1) + ", " + job.name();
      if (job.attempts().isEmpty()) {
        page.paragraph(name + ": the " + job.engine() + " engine does not report task attempts.");
      } else {
        page.chart(lanes(name, job));
      }
    }
  }

  /** Adds what each job's settings are beyond the defaults, and who set them. */
  public static void addSettings(Page page, List<JobRecord> jobs) {
    page.heading("Settings");
    for (int i = 0; i < jobs.size(); i++) {
      Table table = new Table(Column.text("setting"), Column.text("value"), Column.text("set by"));
      jobs.get(i)
          .settings()
          .forEach(setting -> table.row(setting.name(), setting.shown(), setting.source()));
      page.folded(
          JOB
              + " "
              + (i + 1)
              + ": "
              + jobs.get(i).settings().size()
              + " that differ from their defaults",
          table);
    }
  }

  /** Adds where a program ran, a line a fact. */
  public static void addEnvironment(Page page, String title, Map<String, String> facts) {
    Table table = new Table(Column.text("what"), Column.text("value"));
    facts.forEach(table::row);
    page.folded(title, table);
  }

  private static Swimlanes lanes(String title, JobRecord job) {
    Swimlanes lanes = Swimlanes.ofAttempts("Task attempts of " + title);
    long submitted = job.submitted().toEpochMilli();
    for (Attempt attempt : job.attempts()) {
      boolean ended = attempt.ended().isPresent();
      lanes.add(
          attempt.id().replaceFirst("^attempt_\\d+_\\d+_", ""),
          attempt.type().toLowerCase(Locale.ROOT),
          attempt.state(),
          attempt.host(),
          ended ? (Long) (attempt.started() - submitted) : null,
          ended ? (Long) (attempt.ended().getAsLong() - submitted) : null);
    }
    return lanes;
  }

  private static OptionalLong nanos(JobRecord job, Phase phase) {
    return job.phases().map(phases -> phases.nanos(phase)).orElse(OptionalLong.empty());
  }

  private static String name(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
