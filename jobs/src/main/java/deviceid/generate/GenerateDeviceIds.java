// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import static deviceid.cli.RowCount.format;

import deviceid.cli.Converters;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.input.ControlFile;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.DeviceIdOutputFormat;
import deviceid.rows.OutputFiles;
import deviceid.rows.TaskSummary;
import deviceid.run.Check;
import deviceid.run.DryRun;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Generates device IDs: in, a control file with one line a map; out, part files whose rows, read in
 * the order of their names, are rows 0 to N - 1 of the seed. A map-only job, or with {@code --in
 * reducers} one whose maps send the ranges of each line to a reducer.
 *
 * <p>{@code hadoop jar device-id-jobs.jar generate ids --ids 12m}
 */
@Command(
    name = "generate",
    description = "Generate device IDs and store them, one part a core.",
    footer = {
      "",
      "Examples:",
      "  generate ids                     1m ids a core",
      "  generate ids --ids 12m --seed 7  12 million ids of another seed",
      "  generate ids --in reducers       the same rows, made by a reducer a line",
      "  generate ids --ids 1g --dry-run  what that would be: splits, tasks, bytes"
    })
public final class GenerateDeviceIds implements Program {

  /** IDs a core, where nobody says how many. */
  public static final long IDS_PER_CORE = 1_000_000;

  /** More are made only for who asks for so many. */
  public static final long MAX_UNASKED = 64_000_000;

  @Parameters(paramLabel = "<output>", description = "Folder to make; it must not exist.")
  String output;

  @Mixin PlanOptions plan = new PlanOptions();

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description = "Seed of 64 bits: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--in",
      paramLabel = "maps|reducers",
      converter = Side.Converter.class,
      defaultValue = "maps",
      description = "Tasks that make the rows (default: ${DEFAULT-VALUE}).")
  Side side;

  @Option(names = "--dry-run", description = "Tell splits, tasks and bytes; run and make nothing.")
  boolean dryRun;

  @Override
  public boolean isRecorded() {
    return !dryRun;
  }

  @Override
  public void run(Session session) throws Exception {
    Path target = Session.path(output);
    GenerationPlan ranges = plan.make(session);
    Optional<String> lack = FreeSpace.lack(target, ranges.ids(), session.conf());
    if (lack.isPresent() && !dryRun) {
      throw new ProgramException(ExitCode.NOT_READY, lack.get());
    }
    lack.ifPresent(line -> session.console().say("%s", line));
    Recipe recipe = session.recipe(settings(ranges, seed));
    try (StagedOutput staged = stage(target, session.conf(), recipe)) {
      session
          .console()
          .say(
              "plan: %s ids on %d lines, a map each%s",
              format(ranges.ids()),
              ranges.ranges().size(),
              side == Side.REDUCERS ? ", and a reducer each that makes them" : "");
      Path control = staged.write("control.txt", ControlFile.write(ranges));
      Job job = createJob(session.conf(), control, staged.data(), ranges, seed, side);
      if (dryRun) {
        DryRun.print(job, bytes(ranges), session);
        return;
      }
      JobRun run = session.run(job);
      FileSystem fs = staged.data().getFileSystem(session.conf());
      List<TaskSummary> summaries = TaskSummary.readAll(fs, staged.data());
      FileStatus[] parts = OutputFiles.list(fs, staged.data(), side.prefix());
      Check.all(GenerateChecks.of(ranges, side, run, parts, summaries), session);
      staged.publish(summaries);
      if (side == Side.REDUCERS) {
        Spread spread = new Spread(ranges);
        session.console().print(spread.groupsPerReducer(summaries) + "\n");
        session.console().print(spread.beside() + "\n");
      }
      session.console().print(summary(staged.target(), ranges, run));
    }
  }

  private StagedOutput stage(Path target, Configuration conf, Recipe recipe) throws IOException {
    return dryRun
        ? StagedOutput.aside(target, conf, recipe)
        : StagedOutput.beside(target, conf, recipe);
  }

  private static String bytes(GenerationPlan plan) {
    return String.format(
        Locale.ROOT,
        "%s to write, in %,d parts",
        format(plan.ids() * DeviceIds.ROW_BYTES),
        plan.ranges().size());
  }

  /** A job whose maps write the rows of a control file into {@code data}, not yet submitted. */
  public static Job createJob(
      Configuration conf, Path control, Path data, GenerationPlan plan, long seed)
      throws IOException {
    return createJob(conf, control, data, plan, seed, Side.MAPS);
  }

  static Job createJob(
      Configuration conf, Path control, Path data, GenerationPlan plan, long seed, Side side)
      throws IOException {
    String ids = RowCount.abbreviate(plan.ids());
    String where = side == Side.MAPS ? "" : " in " + side;
    Job job = Job.getInstance(conf, "generate " + ids + " seed=" + Seed.format(seed) + where);
    job.setJarByClass(GenerateDeviceIds.class);
    job.getConfiguration().set(GenerateMapper.SEED, Seed.format(seed));
    job.setInputFormatClass(IdRangeInputFormat.class);
    IdRangeInputFormat.setControlFile(job, control);
    side.configure(job, plan.ranges().size());
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    job.setOutputFormatClass(DeviceIdOutputFormat.class);
    DeviceIdOutputFormat.setOutputPath(job, data);
    Engine.allowUberIfSmall(job, plan.ids());
    return job;
  }

  /**
   * What decides the rows of a plan, and how they are cut into parts, by option name. Where they
   * are made is not among it: the dataset is the same, and making it in reducers where maps have
   * made it is 'already done'.
   */
  public static Map<String, Object> settings(GenerationPlan plan, long seed) {
    CRC32 lines = new CRC32();
    lines.update(ControlFile.write(plan).getBytes(StandardCharsets.US_ASCII));
    return Map.of(
        "ids", plan.ids(),
        "lines", plan.ranges().size(),
        "control_crc32", Long.toHexString(lines.getValue()),
        "seed", Seed.format(seed));
  }

  private String summary(Path target, GenerationPlan plan, JobRun run) {
    return String.format(
        Locale.ROOT,
        "generated  %s ids, seed %s, %s bytes in %d parts: %s%noutput     %s",
        format(plan.ids()),
        Seed.format(seed),
        format(plan.ids() * DeviceIds.ROW_BYTES),
        plan.ranges().size(),
        run.pace(plan.ids()),
        target);
  }
}
