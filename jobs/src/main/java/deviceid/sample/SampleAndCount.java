// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.curve.Timing;
import deviceid.input.GenerationPlan;
import deviceid.publish.Destination;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.report.Table;
import deviceid.rows.GeneratedInputFormat;
import deviceid.run.Check;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.sample.SampleRuns.SampleRun;
import deviceid.source.GeneratedRows;
import deviceid.source.RowRules;
import deviceid.source.RowSource;
import deviceid.source.StoredOrGenerated;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    description = "Count samples of decreasing size, and compare time with size.",
    footer = {
      "",
      "Examples:",
      "  sample ids curve                          N, N/100, N/10,000 ... while above 1",
      "  sample ids curve --ratio 10 --repeats 5   N, N/10, N/100 ..., five runs each",
      "  sample --lazy --ids 12m flat              the same samples of rows that are not stored"
    })
public final class SampleAndCount implements Program {

  private static final String WHY_FLAT =
      """
      Every run regenerated every row and dropped those that were not in its sample.
      Spark does so with a sample of a frame that is not cached. So the curve is flat:
      what is timed is the generating.""";

  @Mixin StoredOrGenerated source = new StoredOrGenerated();

  @Mixin RowRules rules = new RowRules();

  @Mixin SampleOptions options = new SampleOptions();

  @Override
  public void run(Session session) throws Exception {
    options.check();
    if (options.compare && source.isLazy()) {
      throw ProgramException.wrongUse("--compare needs stored rows; remove --lazy");
    }
    Path output = Destination.resolve(Session.path(source.output()), session.conf());
    RowSource rows = source.isLazy() ? generated(session) : stored(session, output);
    Recipe recipe = session.recipe(options.with(rows.identity()));
    try (StagedOutput staged = StagedOutput.beside(output, session.conf(), recipe)) {
      rows.prepare(staged.folder());
      Runs runs = run(rows, staged, session);
      SampleReport report =
          new SampleReport(source.isLazy() ? "regenerated" : "stored", runs.sizes(), runs.runs());
      List<Check> checks =
          new ArrayList<>(SampleRuns.checks(runs.runs(), options, runs.sizes().get(0)));
      if (options.compare && rows instanceof StoredRows stored) {
        checks.addAll(
            new OtherPrograms(session, stored, options, staged)
                .run(runs.sizes(), runs.runs(), report));
      }
      session.console().print(report.summary().text());
      legend().forEach(session.console()::print);
      session.console().print("all phases of every run: _runs.csv and the page");
      report.verdicts().forEach(session.console()::print);
      Check.all(checks, session);
      write(staged, report, runs.runs(), session);
      staged.publish();
      session.console().print("output  " + staged.target());
      session.console().print("page    " + staged.reach("_report.html"));
    }
  }

  /** The runs of all sizes, the largest size first. */
  private record Runs(List<Long> sizes, List<SampleRun> runs) {}

  private Runs run(RowSource rows, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    if (rows instanceof GeneratedRows generated) {
      return run(new Population.Generated(generated), staged, session);
    }
    StoredRows stored = (StoredRows) rows;
    String why = stored.files().whyNotFixedWidth().orElse("");
    if (why.isEmpty()) {
      try {
        return run(FixedWidthRows.of(stored, session.conf()), staged, session);
      } catch (FixedWidthRows.IrregularException e) {
        why = stored.files().root() + " has rows that are not where they should be";
      }
    }
    session
        .console()
        .say(
            "%s: its rows are not fixed-width. One scan numbers the good rows, and each sample"
                + " scans them all",
            why);
    return run(ScannedRows.count(stored, staged.path("rows"), session), staged, session);
  }

  private Runs run(Population population, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    List<Long> sizes = Timing.decreasingSizes(population.rows(), options.ratio);
    announce(session, population, sizes);
    return new Runs(
        sizes, new SampleRuns(session, population, options, staged, staged.data()).all(sizes));
  }

  private void write(
      StagedOutput staged, SampleReport report, List<SampleRun> runs, Session session)
      throws IOException {
    Table all = SampleTable.runs(runs);
    staged.add("_runs.csv", all.csv());
    staged.add("_runs.json", all.json());
    staged.add("_medians.md", report.medians().markdown());
    staged.add("_report.html", report.html(legend(), session));
  }

  private GeneratedRows generated(Session session) throws IOException {
    GenerationPlan plan = source.plan(session);
    if (plan.ids() == 0) {
      throw ProgramException.wrongUse("--lazy makes 0 ids; there is nothing to sample");
    }
    long seed = GeneratedInputFormat.seed(session.conf());
    session.console().say("rows: seed %s, regenerated for every run", Seed.format(seed));
    return new GeneratedRows(plan, seed, session.conf());
  }

  private StoredRows stored(Session session, Path output) throws IOException, InterruptedException {
    StoredRows rows = StoredRows.find(source.input(), rules, session).refuseUnlikeManifest();
    rows.files().refuseOutput(output);
    if (rows.bytes() == 0) {
      throw ProgramException.wrongUse(
          "input " + rows.files().root() + " is empty; there is nothing to sample");
    }
    return rows;
  }

  private void announce(Session session, Population population, List<Long> sizes) {
    session
        .console()
        .say(
            "sample: %d sizes from %s rows, %s, seed %s",
            sizes.size(),
            RowCount.format(population.rows()),
            options.method.name().toLowerCase(Locale.ROOT),
            Seed.format(options.seed));
  }

  private List<String> legend() {
    String medians =
        "medians of %d runs after a warm-up; sampling and counting add up over maps"
            .formatted(options.repeats);
    return source.isLazy() ? List.of(medians, WHY_FLAT) : List.of(medians);
  }
}
