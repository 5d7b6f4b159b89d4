// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.generate.GeneratedInputFormat;
import deviceid.generate.StoredOrGenerated;
import deviceid.io.Ids;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCounter;
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
      "  count --lazy --ids 12m counts                     generate and count, nothing stored"
    })
public final class CountByFirstCharacter implements Program {

  @Mixin StoredOrGenerated source = new StoredOrGenerated();

  @Option(
      names = "--emit-every",
      paramLabel = "R",
      converter = EmitEvery.class,
      defaultValue = "8192",
      description = "Rows a mapper tallies before it emits, or all (default: ${DEFAULT-VALUE}).")
  long emitEvery;

  @Option(names = "--no-combiner", description = "Leave all summing to the reducer.")
  boolean noCombiner;

  @Mixin RowRules rules = new RowRules();

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      description = "Seed of rows made by --lazy: decimal, 0x hex, or random (default: 42).")
  Long seed;

  @Override
  public void run(Session session) throws Exception {
    Configuration conf = session.conf();
    CountSettings settings = new CountSettings(emitEvery, !noCombiner);
    Path output = Session.path(source.output());
    CountInput input = source.isLazy() ? generated(session) : stored(session, output);
    Recipe recipe = session.recipe(settings(settings, input));
    try (StagedOutput staged = StagedOutput.beside(output, conf, recipe)) {
      Job job =
          createJob(conf, "count " + input.name() + settings.label(), settings, staged.data());
      input.feed(job, staged);
      JobRun run = input.run(job, session);
      FileSystem fs = staged.data().getFileSystem(conf);
      FirstCharacterCounts counts = FirstCharacterCounts.read(fs, staged.data());
      Check.all(checks(run, counts, input), session);
      input.judge(run, RowVerdicts.readSamples(fs, staged.data()));
      staged.publish();
      session.console().print(CountTable.of(counts));
      session.console().print(summary(run, staged.target()));
    }
  }

  private static Map<String, Object> settings(CountSettings combining, CountInput input) {
    Map<String, Object> settings = new HashMap<>(input.settings());
    settings.put("emit-every", combining.emitEvery());
    settings.put("combiner", combining.combiner());
    return settings;
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
    StoredInput.feed(job, files);
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

  private static List<Check> checks(JobRun run, FirstCharacterCounts counts, CountInput input) {
    List<Check> checks = new ArrayList<>(input.checks(run));
    checks.add(
        Check.equal(
            "sum of counts = rows counted", counts::total, () -> run.count(Ids.IDS_COUNTED)));
    checks.add(
        Check.equal(
            "characters = groups reduced",
            counts::distinct,
            () -> run.count(TaskCounter.REDUCE_INPUT_GROUPS)));
    return checks;
  }

  private static String summary(JobRun run, Path target) {
    double seconds = run.wallNanos() / 1e9;
    return String.format(
        Locale.ROOT,
        "counted  %s ids in %d maps: %.2f s, %.1f m ids/s%noutput   %s",
        RowCount.format(run.count(Ids.IDS_COUNTED)),
        run.maps(),
        seconds,
        run.count(Ids.IDS_COUNTED) / seconds / 1e6,
        target);
  }
}
