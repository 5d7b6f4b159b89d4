// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import static deviceid.cli.RowCount.format;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.publish.Manifest;
import deviceid.publish.TemporaryFolder;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes every row of a dataset again and compares: in, stored rows and the manifest that tells what
 * they should be; out, nothing but verdicts, the first wrong row of each file, and the exit code.
 *
 * <p>{@code hadoop jar device-id-jobs.jar validate ids}
 */
@Command(
    name = "validate",
    description = "Make every stored row again, compare, and name the first wrong ones.",
    footer = {
      "",
      "Parts are read in the order of their names, and rows in the order of the file: the first row",
      "of a part is the ID at which its line of the control file begins, and the row after is the",
      "next ID. 'part-m-00001 row 10,000 (id 510,000, byte 410,000)' is the row 10,000 rows after",
      "the first one of that file; all three numbers count from 0. Exit status 5 if a row is wrong,",
      "missing, too many or cannot be read.",
      "",
      "Examples:",
      "  validate ids                           as its manifest says",
      "  validate ids --seed 42 --ids 12m       without a manifest",
      "  validate rows.txt --duplicates         rows of unknown origin: is one there twice?"
    })
public final class ValidateDeviceIds implements Program {

  @Parameters(paramLabel = "<dataset>", description = "Stored IDs: a folder of files, or a file.")
  String dataset;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      description = "Seed of the rows, where there is no manifest.")
  Long seed;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "How many IDs there should be, where there is no manifest.")
  Long ids;

  @Option(
      names = "--duplicates",
      description = "Also look for rows that are there twice; needs no manifest and no seed.")
  boolean duplicates;

  @Override
  public void run(Session session) throws Exception {
    InputFiles files = InputFiles.find(Session.path(dataset), session.conf());
    Optional<DatasetPlan> plan = plan(files, session.conf());
    if (plan.isEmpty() && !duplicates) {
      throw ProgramException.wrongUse(
          "input " + files.root() + " has no manifest: give --seed and --ids, or --duplicates");
    }
    session.recipe(settings(files, plan));
    try (TemporaryFolder temporary = TemporaryFolder.create(session.conf(), "validate")) {
      List<Check> checks = new ArrayList<>();
      if (plan.isPresent()) {
        checks.addAll(compare(files, plan.get(), temporary, session));
      }
      if (duplicates) {
        checks.addAll(FindDuplicates.search(files, temporary.path("duplicates"), session));
      }
      Check.all(checks, session);
    }
  }

  /** What the rows should be; empty if nothing tells. */
  private Optional<DatasetPlan> plan(InputFiles files, Configuration conf) throws IOException {
    if ((seed == null) != (ids == null)) {
      throw ProgramException.wrongUse("--seed and --ids go together");
    }
    return seed == null
        ? Manifest.read(files.root().getFileSystem(conf), files.root())
            .map(manifest -> DatasetPlan.of(manifest, files))
        : Optional.of(DatasetPlan.of(seed, ids, files));
  }

  private static Map<String, Object> settings(InputFiles files, Optional<DatasetPlan> plan) {
    Map<String, Object> settings = new HashMap<>(files.settings());
    plan.ifPresent(
        wanted -> {
          settings.put("seed", Seed.format(wanted.seed()));
          settings.put("ids", wanted.ids());
        });
    return settings;
  }

  private List<Check> compare(
      InputFiles files, DatasetPlan plan, TemporaryFolder temporary, Session session)
      throws IOException, InterruptedException {
    session
        .console()
        .say(
            "validate: %s ids of seed %s in %d files",
            format(plan.ids()), Seed.format(plan.seed()), files.files().size());
    Path planFile = temporary.write("plan.txt", plan.write());
    JobRun run =
        session.run(createJob(session.conf(), files, planFile, plan, temporary.path("data")));
    FileSystem fs = temporary.path("data").getFileSystem(session.conf());
    RowVerdicts.readSamples(fs, temporary.path("data"))
        .forEach(line -> session.console().print("bad row: " + line));
    Findings.read(fs, temporary.path("data")).show(session.console());
    session.console().print(summary(run));
    return ValidateChecks.of(plan, files, run);
  }

  /** A job that compares stored rows with a plan, not yet submitted; its findings go to data. */
  static Job createJob(
      Configuration conf, InputFiles files, Path planFile, DatasetPlan plan, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, "validate " + RowCount.abbreviate(plan.ids()));
    job.setJarByClass(ValidateDeviceIds.class);
    job.getConfiguration().set(ValidateMapper.PLAN, planFile.toString());
    job.setInputFormatClass(DeviceIdInputFormat.class);
    DeviceIdInputFormat.setInputPaths(job, files.root());
    DeviceIdInputFormat.acceptAnyCharacters(job.getConfiguration());
    job.setMapperClass(ValidateMapper.class);
    job.setMapOutputKeyClass(Text.class);
    job.setMapOutputValueClass(Text.class);
    job.setReducerClass(CoverageReducer.class);
    job.setNumReduceTasks(1);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, data);
    Engine.allowUberIfSmall(job, plan.ids());
    return job;
  }

  private static String summary(JobRun run) {
    long rows = run.count(Ids.IDS_READ);
    return String.format(
        Locale.ROOT, "validated  %s rows in %d maps: %s", format(rows), run.maps(), run.pace(rows));
  }
}
