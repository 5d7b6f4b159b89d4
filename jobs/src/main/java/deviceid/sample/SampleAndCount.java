// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.InputAndOutput;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.SampleSizes;
import deviceid.io.InputFiles;
import deviceid.io.RowVerdicts;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Counts samples of decreasing size: in, stored rows; out, a count for each size, a table of times
 * and {@code _runs.csv} with every run. Each sample has exactly its size, is drawn without
 * replacement, and lies inside every larger one.
 *
 * <p>{@code hadoop jar device-id-jobs.jar sample ids curve}
 */
@Command(
    name = "sample",
    description = "Count ever smaller samples, and set time against size.",
    footer = {
      "",
      "Examples:",
      "  sample ids curve                          N, N/100, N/10,000 ... while above 1",
      "  sample ids curve --ratio 10 --repeats 5   N, N/10, N/100 ..., five runs each"
    })
public final class SampleAndCount implements Program {

  @Mixin InputAndOutput paths = new InputAndOutput();

  @Option(
      names = "--ratio",
      paramLabel = "R",
      converter = Converters.Rows.class,
      defaultValue = "100",
      description = "Each size is the one before divided by R (default: ${DEFAULT-VALUE}).")
  long ratio;

  @Option(
      names = "--repeats",
      paramLabel = "K",
      defaultValue = "3",
      description = "Runs of each size, after one warm-up (default: ${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description = "Seed of the sample: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Override
  public void run(Session session) throws Exception {
    if (ratio < 2 || repeats < 1) {
      throw ProgramException.wrongUse("--ratio takes 2 or more, --repeats 1 or more");
    }
    InputFiles files = InputFiles.find(Session.path(paths.input()), session.conf());
    files.refuseInside(Session.path(paths.output()), session.conf());
    long rows = StoredRows.of(files).rows();
    if (rows == 0) {
      throw ProgramException.wrongUse(
          "input " + files.root() + " is empty; there is nothing to sample");
    }
    List<Long> sizes = SampleSizes.decreasing(rows, ratio);
    try (StagedOutput staged =
        StagedOutput.beside(Session.path(paths.output()), session.conf(), recipe(files, session))) {
      List<SampleRun> runs = runAll(session, files, sizes, staged);
      session.console().print(SampleTable.medians(sizes, runs));
      session
          .console()
          .print(
              "medians of "
                  + repeats
                  + " runs after a warm-up; sampling and counting add up over maps");
      Check.all(checks(runs), session.console());
      staged.write("data/_runs.csv", SampleTable.csv(runs));
      staged.publish();
      session.console().print("output  " + staged.target());
    }
  }

  private Recipe recipe(InputFiles files, Session session) {
    return Recipe.of(
        session.arguments(),
        Map.of(
            "input", files.root(),
            "input_state", files.state(),
            "ratio", ratio,
            "repeats", repeats,
            "seed", Seed.format(seed)));
  }

  /** Runs the sizes in an order that no trend follows, so that none alone pays the warm-up. */
  private List<SampleRun> runAll(
      Session session, InputFiles files, List<Long> sizes, StagedOutput staged)
      throws IOException, InterruptedException {
    long rows = sizes.get(0);
    session
        .console()
        .say(
            "sample: %d sizes from %s rows, seed %s, %d runs each after a warm-up",
            sizes.size(), RowCount.format(rows), Seed.format(seed), repeats);
    FileSystem fs = staged.data().getFileSystem(session.conf());
    fs.mkdirs(staged.data());
    runOne(session, files, rows, rows, 0, staged.path("warm-up"));
    List<SampleRun> runs = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      List<Long> order = new ArrayList<>(sizes);
      Collections.shuffle(order, new Random(seed + repeat));
      for (long size : order) {
        boolean last = repeat == repeats;
        Path folder =
            last
                ? new Path(staged.data(), "size-" + size)
                : staged.path("run-" + size + "-" + repeat);
        runs.add(runOne(session, files, rows, size, repeat, folder));
      }
    }
    return runs;
  }

  private SampleRun runOne(
      Session session, InputFiles files, long rows, long size, int repeat, Path folder)
      throws IOException, InterruptedException {
    String name =
        "sample "
            + RowCount.abbreviate(size)
            + " of "
            + RowCount.abbreviate(rows)
            + (repeat == 0 ? " warm-up" : " run " + repeat + "/" + repeats);
    Job job = CountByFirstCharacter.createJob(session.conf(), name, CountSettings.DEFAULT, folder);
    SampleInputFormat.configure(job, files, rows, size, seed);
    JobRun run = session.run(job);
    FileSystem fs = folder.getFileSystem(session.conf());
    long bad = RowVerdicts.badRows(run::count);
    if (bad > 0) {
      RowVerdicts.readSamples(fs, folder)
          .forEach(line -> session.console().say("bad row: %s", line));
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows in the sample: " + RowCount.format(bad) + "; nothing was published");
    }
    return SampleRun.of(size, repeat, run, FirstCharacterCounts.read(fs, folder));
  }

  private static List<Check> checks(List<SampleRun> runs) {
    return List.of(
        check("runs that sampled exactly their size", runs, run -> run.sampled() == run.size()),
        check("runs that counted every sampled row", runs, run -> run.counted() == run.sampled()),
        check("runs whose counts add up", runs, run -> run.counts().total() == run.counted()),
        check(
            "runs that repeat the counts of their size",
            runs,
            run ->
                runs.stream()
                    .filter(other -> other.size() == run.size())
                    .allMatch(other -> other.counts().equals(run.counts()))));
  }

  private static Check check(String rule, List<SampleRun> runs, Predicate<SampleRun> holds) {
    return Check.equal(rule + " = runs", () -> runs.stream().filter(holds).count(), runs.size());
  }
}
