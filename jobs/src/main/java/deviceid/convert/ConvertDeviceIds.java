// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.publish.Manifest;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.report.TextTable;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.rows.SummaryOutputFormat;
import deviceid.rows.TaskSummary;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.run.StoredJob;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Stores IDs in another form: in, stored rows; out, the same rows in the same order, a part a map,
 * and a table of sizes. A second job reads the parts back before they are published; the manifest
 * carries the seed of the input's on, so that they can be validated.
 *
 * <p>{@code hadoop jar device-id-jobs.jar convert ids packed --format sequence}
 */
@Command(
    name = "convert",
    description = "Store IDs as sequence files of 20-byte values, or as text again.",
    footer = {
      "",
      "A sequence file has a record a row: key, NullWritable; value, BytesWritable of the ID's 20",
      "bytes. count, sample and validate know one by its first bytes, whatever its name.",
      "",
      "Examples:",
      "  convert ids packed --format sequence",
      "  convert packed again --format text"
    })
public final class ConvertDeviceIds implements Program {

  @Parameters(
      index = "0",
      paramLabel = "<input>",
      description = "Stored IDs: a file, a folder of files, or a glob.")
  String input;

  @Parameters(
      index = "1",
      paramLabel = "<output>",
      description = "Folder to make; it must not exist.")
  String output;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Format.Labels.class,
      required = true,
      description = "The form to store them in: sequence or text.")
  Format format;

  @Override
  public void run(Session session) throws Exception {
    Configuration conf = session.conf();
    InputFiles files = InputFiles.find(Session.path(input), conf);
    Path target = Session.path(output);
    files.refuseOutput(target, conf);
    Optional<Manifest> origin =
        Manifest.read(files.root().getFileSystem(conf), files.root())
            .filter(manifest -> manifest.seed().isPresent());
    Recipe recipe = session.recipe(settings(files, origin));
    try (StagedOutput staged = StagedOutput.beside(target, conf, recipe)) {
      files.notices().forEach(notice -> session.console().say("%s", notice));
      JobRun run = store(files, staged.data(), session);
      FileSystem fs = staged.data().getFileSystem(conf);
      List<TaskSummary> written = TaskSummary.numbered(TaskSummary.readAll(fs, staged.data()));
      InputFiles made = InputFiles.find(staged.data(), conf);
      List<TaskSummary> readBack = readBack(made, staged.path("read-back"), session);
      Check.all(ConvertChecks.of(files, origin, run, written, readBack), session);
      staged.publish(written);
      session.console().print(sizes(files, made, run.count(Ids.IDS_READ)));
      session.console().print(summary(run, staged.target()));
    }
  }

  /** Writes the rows in their new form; refuses bad ones. */
  private JobRun store(InputFiles files, Path data, Session session)
      throws IOException, InterruptedException {
    String name = "convert " + files.root().getName() + " to " + format.label();
    JobRun run =
        StoredJob.run(
            createJob(session.conf(), name, files, format.writer(), data), files, session);
    List<String> bad = RowVerdicts.readSamples(data.getFileSystem(session.conf()), data);
    StoredJob.judge(run, bad, 0, session.console());
    return run;
  }

  private static List<TaskSummary> readBack(InputFiles made, Path folder, Session session)
      throws IOException, InterruptedException {
    session.run(createJob(session.conf(), "read back", made, SummaryOutputFormat.class, folder));
    return TaskSummary.numbered(TaskSummary.readAll(folder.getFileSystem(session.conf()), folder));
  }

  /** A map-only job that writes stored rows by another output format, not yet submitted. */
  static Job createJob(
      Configuration conf,
      String name,
      InputFiles files,
      Class<? extends OutputFormat<LongWritable, BytesWritable>> writer,
      Path data)
      throws IOException {
    Job job = Job.getInstance(conf, name);
    job.setJarByClass(ConvertDeviceIds.class);
    StoredJob.feed(job, files);
    job.setInputFormatClass(OrderedRowsInputFormat.class);
    job.setMapperClass(NumberRowsMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(BytesWritable.class);
    job.setOutputFormatClass(writer);
    FileOutputFormat.setOutputPath(job, data);
    return job;
  }

  /** What decides the output: the input, the form, and what the rows are, where that is known. */
  private Map<String, Object> settings(InputFiles files, Optional<Manifest> origin) {
    Map<String, Object> settings = new HashMap<>(files.settings());
    settings.put("format", format.label());
    origin.ifPresent(
        manifest -> {
          settings.put("ids", manifest.ids());
          settings.put(Manifest.SEED, Seed.format(manifest.seed().orElseThrow()));
          settings.put("rows_made_by", manifest.recipe());
        });
    return settings;
  }

  private String sizes(InputFiles files, InputFiles made, long rows) {
    TextTable table = new TextTable("<form", "files", "bytes", "bytes a row", "of the input");
    row(table, files.form(), files, rows, files.bytes());
    row(table, format.label(), made, rows, files.bytes());
    return table.toString();
  }

  private static void row(TextTable table, String form, InputFiles files, long rows, long whole) {
    double bytes = files.bytes();
    table.row(
        form,
        RowCount.format(files.files().size()),
        RowCount.format(files.bytes()),
        rows == 0 ? "-" : String.format(Locale.ROOT, "%.2f", bytes / rows),
        whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * bytes / whole));
  }

  private static String summary(JobRun run, Path target) {
    long rows = run.count(Ids.IDS_READ);
    return String.format(
        Locale.ROOT,
        "converted  %s ids in %d maps, and read back: %s without reading back%n" + "output     %s",
        RowCount.format(rows),
        run.maps(),
        run.pace(rows),
        target);
  }
}
