// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.InputAndOutput;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.io.DeviceIdInputFormat;
import deviceid.io.Ids;
import deviceid.io.InputFiles;
import deviceid.io.RowVerdicts;
import deviceid.io.Work;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
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
    description = "Count stored IDs by first character.",
    footer = {
      "",
      "Examples:",
      "  count ids counts                                  a combiner after each batch",
      "  count ids counts --emit-every 1 --no-combiner     the textbook job, without help"
    })
public final class CountByFirstCharacter implements Program {

  @Mixin InputAndOutput paths = new InputAndOutput();

  @Option(
      names = "--emit-every",
      paramLabel = "R",
      converter = EmitEvery.class,
      defaultValue = "8192",
      description = "Rows a mapper tallies before it emits, or all (default: ${DEFAULT-VALUE}).")
  long emitEvery;

  @Option(names = "--no-combiner", description = "Leave all summing to the reducer.")
  boolean noCombiner;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "B",
      converter = Converters.Rows.class,
      defaultValue = "0",
      description = "Bad rows to leave out before the count fails (default: ${DEFAULT-VALUE}).")
  long maxBadRows;

  @Option(names = "--crlf", description = "Accept rows that end with CRLF.")
  boolean crlf;

  @Option(names = "--ignore-case", description = "Accept upper-case rows.")
  boolean ignoreCase;

  @Override
  public void run(Session session) throws Exception {
    Configuration conf = session.conf();
    InputFiles files = InputFiles.find(Session.path(paths.input()), conf);
    files.refuseInside(Session.path(paths.output()), conf);
    CountSettings settings = new CountSettings(emitEvery, !noCombiner);
    try (StagedOutput staged =
        StagedOutput.beside(Session.path(paths.output()), conf, recipe(files, session))) {
      Job job = createJob(conf, files, settings, staged.data());
      DeviceIdInputFormat.accept(job.getConfiguration(), crlf, ignoreCase);
      JobRun run = session.run(job);
      FileSystem fs = staged.data().getFileSystem(conf);
      FirstCharacterCounts counts = FirstCharacterCounts.read(fs, staged.data());
      Check.all(checks(run, counts, files), session.console());
      judgeBadRows(run, RowVerdicts.readSamples(fs, staged.data()), session);
      staged.publish();
      session.console().print(CountTable.of(counts));
      session.console().print(summary(run, staged.target()));
    }
  }

  private Recipe recipe(InputFiles files, Session session) {
    return Recipe.of(
        session.arguments(),
        Map.of(
            "input", files.root(),
            "input_state", files.state(),
            "emit-every", emitEvery,
            "combiner", !noCombiner,
            "max-bad-rows", maxBadRows,
            "crlf", crlf,
            "ignore-case", ignoreCase));
  }

  /** A job that counts stored rows into {@code data}, not yet submitted. */
  public static Job createJob(
      Configuration conf, InputFiles files, CountSettings settings, Path data) throws IOException {
    Job job = createJob(conf, "count " + files.root().getName() + settings.label(), settings, data);
    job.setInputFormatClass(DeviceIdInputFormat.class);
    DeviceIdInputFormat.setInputPaths(job, files.root());
    if (!files.compressed()) {
      Engine.fit(job, files.bytes() / DeviceIds.ROW_BYTES);
    }
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

  private static List<Check> checks(JobRun run, FirstCharacterCounts counts, InputFiles files) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "rows read = rows counted + bad rows",
            () -> run.count(Ids.IDS_READ),
            () -> run.count(Ids.IDS_COUNTED) + RowVerdicts.badRows(run::count)));
    checks.add(
        Check.equal(
            "sum of counts = rows counted", counts::total, () -> run.count(Ids.IDS_COUNTED)));
    checks.add(
        Check.equal(
            "characters = groups reduced",
            counts::distinct,
            () -> run.count(TaskCounter.REDUCE_INPUT_GROUPS)));
    if (!files.compressed()) {
      checks.add(
          Check.equal(
              "bytes of rows read = bytes of input",
              () -> run.count(Work.BYTES_READ),
              files.bytes()));
    }
    return checks;
  }

  private void judgeBadRows(JobRun run, List<String> samples, Session session) {
    long bad = RowVerdicts.badRows(run::count);
    samples.forEach(line -> session.console().say("bad row: %s", line));
    if (bad > maxBadRows) {
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows: "
              + RowCount.format(bad)
              + ", over the limit of "
              + RowCount.format(maxBadRows)
              + "; nothing was published");
    }
    if (bad > 0) {
      session.console().say("bad rows left out: %s", RowCount.format(bad));
    }
    if (run.count(Ids.IDS_READ) == 0) {
      session.console().say("the input is empty");
    }
    if (run.count(Ids.IDS_UNTERMINATED) > 0) {
      session.console().say("a file ends without a newline; its last row was judged all the same");
    }
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
