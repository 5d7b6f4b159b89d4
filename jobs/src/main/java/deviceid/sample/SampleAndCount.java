// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.curve.SampleSizes;
import deviceid.generate.GenerateDeviceIds;
import deviceid.generate.GeneratedInputFormat;
import deviceid.generate.StoredOrGenerated;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.record.Environment;
import deviceid.report.Table;
import deviceid.rows.FixedWidth;
import deviceid.rows.InputFiles;
import deviceid.run.Check;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Counts samples of decreasing size: in, stored rows; out, a count for each size, a table of times
 * and {@code _runs.csv} with every run. Each sample has exactly its size, is drawn without
 * replacement, and lies inside every larger one.
 *
 * <p>{@code hadoop jar device-id-jobs.jar sample ids curve}
 */
@Command(
    name = "sample",
    customSynopsis = {
      "sample [OPTIONS] <input> <output>",
      "  or:  sample [OPTIONS] --lazy --ids N <output>"
    },
    description = "Count ever smaller samples, and set time against size.",
    footer = {
      "",
      "Examples:",
      "  sample ids curve                          N, N/100, N/10,000 ... while above 1",
      "  sample ids curve --ratio 10 --repeats 5   N, N/10, N/100 ..., five runs each",
      "  sample --lazy --ids 12m flat              the same samples of rows that are not stored"
    })
public final class SampleAndCount implements Program {

  private static final String WHY_FLAT =
      "Each run generated every row and dropped those that were not in its sample, as Spark does"
          + " with a sample of a frame that is not cached. So the curve is flat: a small sample"
          + " costs as much as a large one, since what is timed is the generating.";

  @Mixin StoredOrGenerated source = new StoredOrGenerated();

  @Mixin SampleOptions options = new SampleOptions();

  @Override
  public void run(Session session) throws Exception {
    options.check();
    if (options.compare && source.isLazy()) {
      throw ProgramException.wrongUse("--compare sets stored rows beside others; leave --lazy");
    }
    Path output = Session.path(source.output());
    Source rows = source.isLazy() ? generated(session) : stored(session, output);
    Recipe recipe = session.recipe(options.with(rows.settings()));
    try (StagedOutput staged = StagedOutput.beside(output, session.conf(), recipe)) {
      Population population = rows.opening().in(staged);
      List<Long> sizes = SampleSizes.decreasing(population.rows(), options.ratio);
      announce(session, population, sizes);
      List<SampleRun> runs =
          new SampleRuns(session, population, options, staged, staged.data()).all(sizes);
      SampleReport report = new SampleReport(source.isLazy() ? "made anew" : "stored", sizes, runs);
      List<Check> checks = new ArrayList<>(SampleChecks.of(runs, options, population.rows()));
      if (options.compare) {
        InputFiles files = rows.files().orElseThrow();
        checks.addAll(new Comparison(session, files, options, staged).run(sizes, runs, report));
      }
      Check.all(checks, session);
      session.console().print(report.medians().text());
      session.console().print(legend());
      report.verdicts().forEach(session.console()::print);
      write(staged, report, runs, session);
      staged.publish();
      session.console().print("output  " + staged.target());
      session.console().print("page    " + staged.reach("_report.html"));
    }
  }

  private void write(
      StagedOutput staged, SampleReport report, List<SampleRun> runs, Session session)
      throws IOException {
    Table all = SampleTable.runs(runs);
    staged.write("data/_runs.csv", all.csv());
    staged.write("data/_runs.json", all.json());
    staged.write("data/_medians.md", report.medians().markdown());
    staged.write(
        "data/_report.html",
        report.html(
            List.of(
                Environment.describe(session.conf()),
                String.join(" ", session.arguments()),
                legend()),
            Environment.of(session.conf())));
  }

  /** A population that needs the driver's folder; what the user got wrong has been refused. */
  private interface Opening {
    Population in(StagedOutput staged) throws IOException, InterruptedException;
  }

  /**
   * @param settings what decides which rows these are
   * @param files where they are stored, if they are
   */
  private record Source(
      Map<String, Object> settings, Optional<InputFiles> files, Opening opening) {}

  private Source generated(Session session) throws IOException {
    GenerationPlan plan = source.plan(session);
    if (plan.ids() == 0) {
      throw ProgramException.wrongUse("--lazy makes 0 ids; there is nothing to sample");
    }
    long seed = GeneratedInputFormat.seed(session.conf());
    session.console().say("rows: generate's of seed %s, made anew in each run", Seed.format(seed));
    return new Source(
        GenerateDeviceIds.settings(plan, seed),
        Optional.empty(),
        staged -> {
          Path control = staged.write("control.txt", ControlFile.write(plan));
          return new GeneratedRows(control, plan.ids(), seed);
        });
  }

  private Source stored(Session session, Path output) throws IOException {
    InputFiles files = InputFiles.find(Session.path(source.input()), session.conf());
    files.refuseOutput(output, session.conf());
    if (files.bytes() == 0) {
      throw ProgramException.wrongUse(
          "input " + files.root() + " is empty; there is nothing to sample");
    }
    Optional<String> notFixed = FixedWidth.whyNot(files, session.conf());
    if (notFixed.isEmpty()) {
      return new Source(
          files.settings(),
          Optional.of(files),
          staged -> new FixedWidthRows(files, session.conf()));
    }
    session
        .console()
        .say(
            "%s: its rows lie at no fixed places. One scan counts the good lines, and each sample"
                + " scans them all; row k is the k-th good line",
            notFixed.get());
    return new Source(
        files.settings(),
        Optional.of(files),
        staged -> ScannedRows.count(session, files, staged.path("rows")));
  }

  private void announce(Session session, Population population, List<Long> sizes) {
    session
        .console()
        .say(
            "sample: %d sizes from %s rows, %s, seed %s, %d runs each after a warm-up",
            sizes.size(),
            RowCount.format(population.rows()),
            options.method.name().toLowerCase(Locale.ROOT),
            Seed.format(options.seed),
            options.repeats);
  }

  private String legend() {
    return "medians of "
        + options.repeats
        + " runs after a warm-up; - is not known; sampling and counting lie in map"
        + " and add up over maps"
        + (source.isLazy() ? "\n" + WHY_FLAT : "");
  }
}
