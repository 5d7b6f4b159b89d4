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
import deviceid.publish.Destination;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.DeviceIdOutputFormat;
import deviceid.rows.DeviceIdOutputFormat.RowsAs;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.IdRangeInputFormat;
import deviceid.rows.JobOutput;
import deviceid.rows.TaskSummary;
import deviceid.run.Check;
import deviceid.run.DryRun;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.GeneratedRows;
import deviceid.source.PlanOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
      "  generate ids --in reducers       the same rows, generated in reduce tasks",
      "  generate ids --ids 1g --dry-run  the plan only: splits, tasks, bytes"
    })
public final class GenerateDeviceIds implements Program {

  @Parameters(paramLabel = "<output>", description = "Folder to create; it must not exist.")
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
      converter = TaskKind.Converter.class,
      defaultValue = "maps",
      description = "Tasks that generate the rows (default: ${DEFAULT-VALUE}).")
  TaskKind tasks;

  @Option(
      names = "--dry-run",
      description = "Print splits, tasks and bytes without running the job.")
  boolean dryRun;

  @Override
  public boolean isRecorded() {
    return !dryRun;
  }

  @Override
  public void run(Session session) throws Exception {
    GenerationPlan ranges = plan.make(session);
    if (ranges.ids() > Long.MAX_VALUE / DeviceIds.ROW_BYTES) {
      throw ProgramException.wrongUse(
          format(ranges.ids()) + " ids of 41 bytes are more than 2^63 - 1 bytes");
    }
    Recipe recipe = session.recipe(GeneratedRows.identity(ranges, seed));
    try (StagedOutput staged =
        StagedOutput.of(Session.path(output), session.conf(), recipe, dryRun)) {
      Optional<String> lack = lackOfSpace(staged.target(), ranges.ids(), session.conf());
      if (lack.isPresent() && !dryRun) {
        throw new ProgramException(ExitCode.NOT_READY, lack.get());
      }
      lack.ifPresent(line -> session.console().say("%s", line));
      session
          .console()
          .say(
              "plan: %s ids, %d map tasks%s",
              format(ranges.ids()),
              ranges.ranges().size(),
              tasks == TaskKind.REDUCERS
                  ? " and as many reduce tasks, which generate the rows"
                  : "");
      Path control = staged.write("control.txt", ControlFile.write(ranges));
      Job job = createJob(session.conf(), control, staged.data(), ranges, seed, tasks);
      if (dryRun) {
        DryRun.print(job, bytes(ranges), session);
        return;
      }
      JobRun run = session.run(job);
      JobOutput made = JobOutput.of(staged.data(), session.conf());
      List<TaskSummary> summaries = made.readSummaries();
      List<FileStatus> parts = made.list(tasks.prefix());
      session.console().print(summary(ranges, run));
      if (tasks == TaskKind.REDUCERS) {
        PartitionSkew skew = new PartitionSkew(ranges);
        session.console().print(skew.groupsPerReducer(summaries) + "\n");
        session.console().print(skew.beside() + "\n");
      }
      Check.all(GenerateChecks.of(ranges, tasks, run, parts, summaries), session);
      staged.publish(summaries);
      session.console().print("output     " + staged.target());
    }
  }

  /** Why so many IDs, with their replicas, do not fit; empty if they do. */
  private static Optional<String> lackOfSpace(Path target, long ids, Configuration conf)
      throws IOException {
    FileSystem fs = target.getFileSystem(conf);
    Path disk = Destination.nearestExisting(fs, target);
    long free = fs.getStatus(disk).getRemaining();
    long replicas = fs.getDefaultReplication(target);
    return ids * DeviceIds.ROW_BYTES <= free / replicas
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d ids x 41 bytes x %d replicas do not fit: %,d bytes are free on %s",
                ids,
                replicas,
                free,
                fs.getUri()));
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
    return createJob(conf, control, data, plan, seed, TaskKind.MAPS);
  }

  static Job createJob(
      Configuration conf, Path control, Path data, GenerationPlan plan, long seed, TaskKind tasks)
      throws IOException {
    String ids = RowCount.abbreviate(plan.ids());
    String where = tasks == TaskKind.MAPS ? "" : " in " + tasks;
    Job job = Job.getInstance(conf, "generate " + ids + " seed=" + Seed.format(seed) + where);
    job.setJarByClass(GenerateDeviceIds.class);
    job.getConfiguration().set(GeneratedInputFormat.SEED, Seed.format(seed));
    job.setInputFormatClass(IdRangeInputFormat.class);
    IdRangeInputFormat.setControlFile(job, control);
    tasks.configure(job, plan.ranges().size());
    DeviceIdOutputFormat.write(job, RowsAs.TEXT, data);
    Engine.allowUberIfSmall(job, plan.ids());
    return job;
  }

  private String summary(GenerationPlan plan, JobRun run) {
    return String.format(
        Locale.ROOT,
        "generated  %s ids in %d parts, seed %s: %s",
        format(plan.ids()),
        plan.ranges().size(),
        Seed.format(seed),
        run.pace(plan.ids()));
  }
}
