// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      "  count ids counts --emit-every 1 --no-combiner     the textbook job, without help",
      "  count ids counts --compare                        what combining saves: four ways",
      "  count --lazy --ids 12m counts                     generate and count, nothing stored",
      "  count ids counts --dry-run                        splits, tasks and bytes of that job"
    })
public final class CountByFirstCharacter implements Program {

  /** {@code --emit-every}: a number of rows from 1 on, or {@code all}. */
  static final class EmittedRows implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.equals("all")) {
        return Long.MAX_VALUE;
      }
      long rows = new Converters.Rows().convert(text);
      if (rows < 1) {
        throw new TypeConversionException("--emit-every takes 1 or more rows, or all; not " + rows);
      }
      return rows;
    }
  }

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

  @Option(
      names = "--emit-every",
      paramLabel = "R",
      converter = EmittedRows.class,
      description =
          "Rows a mapper tallies before it emits, or all (default: " + DeviceIds.BATCH_ROWS + ").")
  Long emitEvery;

  @Option(
      names = "--no-combiner",
      description = "Run without a combiner: the reducer adds up all pairs.")
  boolean noCombiner;

  @Option(
      names = "--compare",
      description =
          "Then count in four ways, in turn, and compare their times and counters: see compare.")
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
    if (compare && (emitEvery != null || noCombiner)) {
      throw ProgramException.wrongUse(
          "--compare sets --emit-every and --no-combiner itself; remove them");
    }
    if (compare && dryRun) {
      throw ProgramException.wrongUse("--dry-run is for one job; remove --compare");
    }
    Path output = Session.path(source.output());
    RowSource rows = source.isLazy() ? generated(session) : stored(session, output);
    Recipe recipe = session.recipe(recipe(rows));
    if (dryRun) {
      printPlan(rows, output, recipe, session);
      return;
    }
    try (StagedOutput staged = StagedOutput.beside(output, session.conf(), recipe)) {
      rows.prepare(staged.folder());
      Counted counted = Counted.run(rows, name(rows), combining(), staged.data(), session);
      show(counted, session);
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
      throw new ProgramException(ExitCode.of(status), "the counts are there; compare has failed");
    }
  }

  private void printPlan(RowSource rows, Path output, Recipe recipe, Session session)
      throws IOException, InterruptedException {
    try (StagedOutput staged = StagedOutput.aside(output, session.conf(), recipe)) {
      rows.prepare(staged.folder());
      Job job = createJob(session.conf(), name(rows), rows, combining(), staged.data());
      DryRun.print(job, RowCount.format(rows.bytes()) + " to read", session);
    }
  }

  private Map<String, Object> recipe(RowSource rows) {
    Map<String, Object> settings = new HashMap<>(rows.identity());
    settings.put("emit-every", combining().emitEvery());
    settings.put("combiner", combining().combiner());
    return settings;
  }

  private CountSettings combining() {
    return new CountSettings(
        emitEvery == null ? CountSettings.DEFAULT.emitEvery() : emitEvery, !noCombiner);
  }

  private String name(RowSource rows) {
    return "count " + rows.name() + combining().label();
  }

  /** Bad rows over the limit are the result where there are any; no check is to hide them. */
  private static void show(Counted counted, Session session) throws IOException {
    counted.rows().judge(counted.run(), counted.output());
    session.console().print(counted.counts().table());
    Check.all(counted.checks(), session);
  }

  private RowSource stored(Session session, Path output) throws IOException, InterruptedException {
    if (seed != null) {
      throw ProgramException.wrongUse("--seed applies to --lazy only");
    }
    StoredRows rows = StoredRows.find(source.input(), rules, session).refuseUnlikeManifest();
    rows.files().refuseOutput(output, session.conf());
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
