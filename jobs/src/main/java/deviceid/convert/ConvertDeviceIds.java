// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.cli.Converters;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.publish.Destination;
import deviceid.publish.Manifest;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.DeviceIdInputFormat.Layout;
import deviceid.rows.DeviceIdOutputFormat;
import deviceid.rows.DeviceIdOutputFormat.RowsAs;
import deviceid.rows.Ids;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import deviceid.rows.JobOutput;
import deviceid.rows.RowBatch;
import deviceid.rows.TaskSummary;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
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
      description = "Folder to create; it must not exist.")
  String output;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Formats.class,
      required = true,
      description = "Output form: sequence or text.")
  RowsAs format;

  @Mixin RowRules rules = new RowRules();

  /** {@code text} or {@code sequence}. */
  static final class Formats implements ITypeConverter<RowsAs> {
    @Override
    public RowsAs convert(String text) {
      return Converters.constant(
          new RowsAs[] {RowsAs.TEXT, RowsAs.SEQUENCE},
          text,
          "'" + text + "' is not a format; write sequence or text");
    }
  }

  /** Numbers the rows of its split from 0 on: how many stand before it is known at the end. */
  public static final class NumberRowsMapper
      extends Mapper<LongWritable, RowBatch, LongWritable, BytesWritable> {
    private final LongWritable first = new LongWritable();

    @Override
    protected void map(LongWritable position, RowBatch batch, Context context)
        throws IOException, InterruptedException {
      context.write(first, batch);
      first.set(first.get() + batch.rows());
    }
  }

  @Override
  public void run(Session session) throws Exception {
    Configuration conf = session.conf();
    StoredRows rows = StoredRows.find(input, rules, session).refuseUnlikeManifest();
    Path target = Destination.resolve(Session.path(output), conf);
    rows.files().refuseOutput(target);
    Optional<Manifest> origin = rows.manifest().filter(found -> found.seed().isPresent());
    Recipe recipe = session.recipe(settings(rows, origin));
    try (StagedOutput staged = StagedOutput.beside(target, conf, recipe)) {
      rows.prepare(staged.folder());
      String name = "convert " + rows.name() + " to " + format;
      JobRun run = rows.run(createJob(conf, name, rows, format, staged.data()), session);
      JobOutput made = JobOutput.of(staged.data(), conf);
      rows.judge(run, made);
      List<TaskSummary> written = TaskSummary.numbered(made.readSummaries());
      InputFiles parts = InputFiles.find(staged.data(), conf);
      StoredRows copy = new StoredRows(parts, new RowRules(), session, Optional.empty());
      Path again = staged.path("read-back");
      session.run(createJob(conf, "read back", copy, RowsAs.NONE, again));
      List<TaskSummary> readBack = TaskSummary.numbered(JobOutput.of(again, conf).readSummaries());
      session.console().print(sizes(rows.files(), copy.files(), TaskSummary.rows(written)));
      session.console().print(summary(run));
      Check.all(ConvertChecks.of(rows, origin, run, written, readBack), session);
      staged.publish(written);
      session.console().print("output     " + staged.target());
    }
  }

  /** A map-only job that writes stored rows in another form, not yet submitted. */
  static Job createJob(Configuration conf, String name, StoredRows rows, RowsAs form, Path data)
      throws IOException {
    Job job = Job.getInstance(conf, name);
    job.setJarByClass(ConvertDeviceIds.class);
    rows.feed(job, Layout.ORDERED);
    job.setMapperClass(NumberRowsMapper.class);
    job.setNumReduceTasks(0);
    DeviceIdOutputFormat.write(job, form, data);
    return job;
  }

  /** What decides the output: the input, the form, and what the rows are, where that is known. */
  private Map<String, Object> settings(StoredRows rows, Optional<Manifest> origin) {
    Map<String, Object> settings = new HashMap<>(rows.identity());
    settings.put("format", format);
    origin.ifPresent(
        manifest -> {
          settings.put("ids", manifest.ids());
          settings.put(Manifest.SEED, Seed.format(manifest.seed().orElseThrow()));
          settings.put("rows_made_by", manifest.recipe());
        });
    return settings;
  }

  private static String sizes(InputFiles files, InputFiles made, long rows) {
    Table table =
        new Table(
            Column.text("form"),
            Column.count("files"),
            Column.count("bytes"),
            Column.decimal("bytes a row", "", 2),
            Column.decimal("of the input", "%", 1));
    for (InputFiles each : List.of(files, made)) {
      double bytes = each.bytes();
      table.row(
          form(each),
          each.files().size(),
          each.bytes(),
          rows == 0 ? null : bytes / rows,
          files.bytes() == 0 ? null : 100 * bytes / files.bytes());
    }
    return table.text();
  }

  /** What form rows are stored in, in a word or two. */
  private static String form(InputFiles files) {
    List<InputFile.Form> forms = files.files().stream().map(InputFile::form).distinct().toList();
    return forms.size() > 1 ? "mixed" : forms.get(0).toString();
  }

  private static String summary(JobRun run) {
    long rows = run.count(Ids.IDS_READ);
    return String.format(
        Locale.ROOT,
        "converted  %s ids in %d maps, and read back: %s without reading back",
        RowCount.format(rows),
        run.maps(),
        run.pace(rows));
  }
}
