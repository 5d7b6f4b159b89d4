// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.input.DeviceIds;
import deviceid.rows.DeviceIdInputFormat.Layout;
import deviceid.rows.Ids;
import deviceid.rows.JobOutput;
import deviceid.rows.RowBatch;
import deviceid.rows.RowVerdicts;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Finds IDs that occur more than once: in, rows of any origin; out, a line {@code ID comes k times}
 * for each of them. Every ID is shuffled, as 20 bytes, so that equal ones meet in one reduce task.
 */
@SuppressWarnings("SameNameButDifferent") // a mapper's context and a reducer's
final class FindDuplicates {

  private static final int SORT_MB = 128;

  /** In, a position and a batch of good rows; out, each ID as its 20 bytes, and nothing. */
  public static final class IdMapper
      extends Mapper<LongWritable, RowBatch, BytesWritable, NullWritable> {

    private final BytesWritable id = new BytesWritable(new byte[DeviceIds.ID_BYTES]);

    @Override
    protected void map(LongWritable position, RowBatch batch, Context context)
        throws IOException, InterruptedException {
      for (int at = 0; at < batch.getLength(); at += DeviceIds.ROW_BYTES) {
        DeviceIds.pack(batch.getBytes(), at, id.getBytes(), 0);
        context.write(id, NullWritable.get());
      }
    }
  }

  /** In, an ID and a nothing for each of its rows; out, a line for an ID of more than one row. */
  public static final class DuplicateReducer
      extends Reducer<BytesWritable, NullWritable, Text, NullWritable> {

    private final Text line = new Text();
    private long duplicate;
    private long compared;

    @Override
    protected void reduce(BytesWritable id, Iterable<NullWritable> rows, Context context)
        throws IOException, InterruptedException {
      long times = 0;
      for (Iterator<NullWritable> row = rows.iterator(); row.hasNext(); row.next()) {
        times++;
      }
      compared += times;
      if (times > 1) {
        duplicate += times - 1;
        line.set(HexFormat.of().formatHex(id.copyBytes()) + " comes " + times + " times");
        context.write(line, NullWritable.get());
      }
    }

    @Override
    protected void cleanup(Context context) {
      context.getCounter(Ids.IDS_DUPLICATE).increment(duplicate);
      context.getCounter(Ids.IDS_COUNTED).increment(compared);
    }
  }

  private FindDuplicates() {}

  /** Runs the job, prints what it found and returns what must hold. */
  static List<Check> search(StoredRows rows, Path folder, Session session)
      throws IOException, InterruptedException {
    JobRun run = rows.run(createJob(session.conf(), rows, folder), session);
    ValidateDeviceIds.printFindings(JobOutput.of(folder, session.conf()), session.console());
    return List.of(
        Check.equal("ids duplicate = none", () -> run.count(Ids.IDS_DUPLICATE), 0),
        rows.rules().check(run),
        Check.equal(
            "rows compared = rows read - bad rows",
            () -> run.count(Ids.IDS_COUNTED),
            () -> run.count(Ids.IDS_READ) - RowVerdicts.badRows(run::count)));
  }

  static Job createJob(Configuration conf, StoredRows rows, Path output) throws IOException {
    Job job = Job.getInstance(conf, "find duplicates in " + rows.name());
    job.setJarByClass(FindDuplicates.class);
    Engine.sortBuffer(job, SORT_MB);
    rows.feed(job, Layout.COMBINED);
    job.setMapperClass(IdMapper.class);
    job.setMapOutputKeyClass(BytesWritable.class);
    job.setMapOutputValueClass(NullWritable.class);
    job.setReducerClass(DuplicateReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, output);
    return job;
  }
}
