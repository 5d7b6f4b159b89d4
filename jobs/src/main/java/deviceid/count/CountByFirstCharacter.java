// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.publish.Destination;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.Ids;
import deviceid.run.Check;
import deviceid.run.DryRun;
import deviceid.run.FrontDoor;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.GeneratedRows;
import deviceid.source.RowRules;
import deviceid.source.RowSource;
import deviceid.source.StoredOrGenerated;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Counts IDs by first character: in, stored rows; out, at most sixteen lines {@code
 * character<TAB>count}. Every row is judged, and the sum of the counts is the number of good ones.
 *
 * <p>{@code hadoop jar device-id-jobs.jar count ids counts}
 */
@Command(
    name = "count",
    customSynopsis = {
      "count [OPTIONS] <input> <output>",
      "  or:  count [OPTIONS] --lazy --ids N <output>"
    },
    description = "Count stored IDs by first character.",
    footer = {
      "",
      "Examples:",
      "  count ids counts                                  a combiner after each batch",
      "  count ids counts --emit-every 1 --no-combiner     the textbook job, one pair a row",
      "  count ids counts --compare                        what combining saves: four ways",
      "  count --lazy --ids 12m counts                     generate and count, nothing stored",
      "  count ids counts --dry-run                        splits, tasks and bytes of that job"
    })
public final class CountByFirstCharacter implements Program {

  /** From the default to the most and the least that is left to the framework. */
  private static final List<String> WAYS =
      List.of(
          "compare",
          "--repeats=3",
          "--max-repeats=5",
          "--vary=",
          "--vary=--emit-every 1",
          "--vary=--emit-every 1 --no-combiner",
          "--vary=--emit-every all",
          "--");

  @Mixin StoredOrGenerated source = new StoredOrGenerated();

  @Mixin CountSettings.Options combining = new CountSettings.Options();

  @Option(
      names = "--compare",
      description =
          "After the count, compare times and counters of four ways to combine (see compare).")
  boolean compare;

  @Mixin RowRules rules = new RowRules();

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      description = "Seed for --lazy: decimal, 0x hex, or random (default: 42).")
  Long seed;

  @Option(
      names = "--dry-run",
      description = "Print splits, tasks and bytes without running the job.")
  boolean dryRun;

  @Spec CommandSpec spec;

  private final FrontDoor door;

  public CountByFirstCharacter(FrontDoor door) {
    this.door = door;
  }

  @Override
  public boolean isRecorded() {
    return !dryRun;
  }

  @Override
  public void run(Session session) throws Exception {
    if (compare && combining.areGiven()) {
      throw ProgramException.wrongUse(
          "--compare sets --emit-every and --no-combiner itself; remove them");
    }
    if (compare && dryRun) {
      throw ProgramException.wrongUse("--dry-run is for one job; remove --compare");
    }
    Path output = Destination.resolve(Session.path(source.output()), session.conf());
    RowSource rows = source.isLazy() ? generated(session) : stored(session, output);
    CountSettings settings = combining.settings();
    Recipe recipe = session.recipe(settings.with(rows.identity()));
    String name = "count " + rows.name() + settings.label();
    try (StagedOutput staged = StagedOutput.of(output, session.conf(), recipe, dryRun)) {
      rows.prepare(staged.folder());
      if (dryRun) {
        Job job = createJob(session.conf(), name, rows, settings, staged.data());
        DryRun.print(job, RowCount.format(rows.bytes()) + " to read", session);
        return;
      }
      Counted counted = Counted.run(rows, name, settings, staged.data(), session);
      rows.judge(counted.run(), counted.output()); // first: no failed check is to hide bad rows
      session.console().print(counted.counts().table());
      Check.all(counted.checks(), session);
      staged.publish();
      session.console().print(summary(counted.run(), staged.target()));
    }
    if (compare) {
      compareWays(session);
    }
  }

  /** What combining saves: this command line, without its output, under four settings. */
  private void compareWays(Session session) {
    List<String> words = new ArrayList<>(WAYS);
    List<String> own = spec.root().commandLine().getParseResult().originalArgs();
    int output = own.lastIndexOf(source.output());
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).equals("--record")) {
        i++; // with its file
      } else if (i != output && !own.get(i).matches("--(compare|accept-loss|record=.*)")) {
        words.add(own.get(i));
      }
    }
    session.console().print("");
    int status = door.show(words, session);
    if (status != ExitCode.DONE.status()) {
      throw new ProgramException(
          ExitCode.of(status), "the counts were published, but compare failed");
    }
  }

  private RowSource stored(Session session, Path output) throws IOException, InterruptedException {
    if (seed != null) {
      throw ProgramException.wrongUse("--seed applies to --lazy only");
    }
    StoredRows rows = StoredRows.find(source.input(), rules, session).refuseUnlikeManifest();
    rows.files().refuseOutput(output);
    return rows;
  }

  private RowSource generated(Session session) throws IOException {
    return new GeneratedRows(
        source.plan(session),
        seed == null ? GeneratedInputFormat.seed(session.conf()) : seed,
        session.conf());
  }

  /** A job that counts rows, which are prepared, into {@code data}; not yet submitted. */
  public static Job createJob(
      Configuration conf, String name, RowSource rows, CountSettings settings, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, name);
    job.setJarByClass(CountByFirstCharacter.class);
    job.getConfiguration().setLong(FirstCharacterMapper.EMIT_EVERY, settings.emitEvery());
    job.setMapperClass(FirstCharacterMapper.class);
    if (settings.combiner()) {
      job.setCombinerClass(LongSumReducer.class);
    }
    job.setReducerClass(LongSumReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(LongWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, data);
    rows.feed(job);
    return job;
  }

  private static String summary(JobRun run, Path target) {
    long ids = run.count(Ids.IDS_COUNTED);
    return String.format(
        Locale.ROOT,
        "counted  %s ids in %d maps: %s%noutput   %s",
        RowCount.format(ids),
        run.maps(),
        run.pace(ids),
        target);
  }
}
