// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.generate.GeneratedInputFormat;
import deviceid.generate.StoredOrGenerated;
import deviceid.input.DeviceIds;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.run.Check;
import deviceid.run.DryRun;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.run.StoredJob;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin StoredOrGenerated source = new StoredOrGenerated();

  @Option(
      names = "--emit-every",
      paramLabel = "R",
      converter = EmitEvery.class,
      description =
          "Rows a mapper tallies before it emits, or all (default: " + DeviceIds.BATCH_ROWS + ").")
  Long emitEvery;

  @Option(names = "--no-combiner", description = "Leave all summing to the reducer.")
  boolean noCombiner;

  @Option(
      names = "--compare",
      description = "Count in four ways, from a pair a row to a tally a map, and compare them.")
  boolean compare;

  @Mixin RowRules rules = new RowRules();

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      description = "Seed of rows made by --lazy: decimal, 0x hex, or random (default: 42).")
  Long seed;

  @Option(names = "--dry-run", description = "Tell splits, tasks and bytes; run and make nothing.")
  boolean dryRun;

  @Override
  public boolean isRecorded() {
    return !dryRun;
  }

  @Override
  public void run(Session session) throws Exception {
    Configuration conf = session.conf();
    if (compare && (emitEvery != null || noCombiner)) {
      throw ProgramException.wrongUse(
          "--compare sets --emit-every and --no-combiner itself; leave them");
    }
    if (compare && dryRun) {
      throw ProgramException.wrongUse("--dry-run tells of one job; leave --compare");
    }
    Path output = Session.path(source.output());
    CountInput input = source.isLazy() ? generated(session) : stored(session, output);
    Recipe recipe = session.recipe(recipe(input));
    if (dryRun) {
      tell(input, output, recipe, session);
      return;
    }
    try (StagedOutput staged = StagedOutput.beside(output, conf, recipe)) {
      input.prepare(staged);
      Counted counted = compare ? lesson(input, staged, session) : one(input, staged, session);
      FileSystem fs = staged.data().getFileSystem(conf);
      input.judge(counted.run(), RowVerdicts.readSamples(fs, staged.data()));
      staged.publish();
      session.console().print(CountTable.of(counted.counts()));
      session.console().print(summary(counted.run(), staged.target()));
    }
  }

  private void tell(CountInput input, Path output, Recipe recipe, Session session)
      throws IOException, InterruptedException {
    try (StagedOutput staged = StagedOutput.aside(output, session.conf(), recipe)) {
      input.prepare(staged);
      Job job = Counted.job(input, combining(), staged.data(), staged, session);
      DryRun.print(job, RowCount.format(input.bytes()) + " to read", session);
    }
  }

  private Map<String, Object> recipe(CountInput input) {
    Map<String, Object> settings = new HashMap<>(input.settings());
    if (compare) {
      settings.put("compare", true);
    } else {
      settings.put("emit-every", combining().emitEvery());
      settings.put("combiner", combining().combiner());
    }
    return settings;
  }

  private CountSettings combining() {
    return new CountSettings(
        emitEvery == null ? CountSettings.DEFAULT.emitEvery() : emitEvery, !noCombiner);
  }

  private Counted one(CountInput input, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    Counted counted = Counted.of(input, combining(), staged.data(), staged, session);
    Check.all(counted.checks(), session);
    return counted;
  }

  private static Counted lesson(CountInput input, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    CombinerLesson lesson = CombinerLesson.run(input, staged, session);
    Check.all(lesson.checks(), session);
    staged.write("data/_ways.csv", lesson.table().csv());
    session.console().print(lesson.table().text());
    session.console().print(CombinerLesson.LEGEND);
    lesson.pages().forEach(session.console()::print);
    return lesson.kept();
  }

  private CountInput stored(Session session, Path output) throws IOException {
    if (seed != null) {
      throw ProgramException.wrongUse("--seed is for rows made by --lazy");
    }
    InputFiles files = InputFiles.find(Session.path(source.input()), session.conf());
    files.refuseOutput(output, session.conf());
    return new StoredInput(files, rules, session.console());
  }

  private CountInput generated(Session session) throws IOException {
    return new GeneratedInput(
        source.plan(session), seed == null ? GeneratedInputFormat.seed(session.conf()) : seed);
  }

  /** A job that counts stored rows into {@code data}, not yet submitted. */
  public static Job createJob(
      Configuration conf, InputFiles files, CountSettings settings, Path data) throws IOException {
    Job job = createJob(conf, "count " + files.root().getName() + settings.label(), settings, data);
    StoredJob.feed(job, files);
    Engine.compileQuickly(job);
    return job;
  }

  /** The same job without its input, which may be anything that gives batches of rows. */
  public static Job createJob(Configuration conf, String name, CountSettings settings, Path data)
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
