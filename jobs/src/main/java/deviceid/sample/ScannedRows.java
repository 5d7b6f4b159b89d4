// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ProgramException;
import deviceid.input.DeviceIds;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.DeviceIdInputFormat.Layout;
import deviceid.rows.Ids;
import deviceid.rows.JobOutput;
import deviceid.rows.RowVerdicts;
import deviceid.rows.StoredSplit;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Stored rows at no fixed positions: compressed files, rows that end with CRLF, files with bad rows
 * that are left out. Row k is the k-th good row. It costs one scan to number them and one more for
 * each sample.
 *
 * @param splits of every job, each with the number of its first good row
 * @param rows good ones
 */
record ScannedRows(StoredRows stored, List<StoredSplit> splits, long rows) implements Population {

  /** Counts the good rows of its split: in, batches; out, one line with their number. */
  public static final class SplitRowsMapper
      extends Mapper<LongWritable, BytesWritable, LongWritable, NullWritable> {
    private long rows;

    @Override
    protected void map(LongWritable position, BytesWritable batch, Context context) {
      rows += batch.getLength() / DeviceIds.ROW_BYTES;
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      context.write(new LongWritable(rows), NullWritable.get());
    }
  }

  /**
   * Counts the good rows of each split by a job.
   *
   * @param folder for the job's output; absent
   * @throws ProgramException if bad rows are over the limit, or there is no good one
   */
  static ScannedRows count(StoredRows stored, Path folder, Session session)
      throws IOException, InterruptedException {
    Job job = createJob(stored, folder, session.conf());
    List<StoredSplit> splits = DeviceIdInputFormat.splits(job, stored.files());
    JobRun run = stored.run(job, session);
    JobOutput output = JobOutput.of(folder, session.conf());
    stored.judge(run, output);
    List<Long> counts = new ArrayList<>();
    output.readLines("part-m-", line -> counts.add(Long.parseLong(line)));
    List<StoredSplit> numbered = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < splits.size(); i++) {
      numbered.add(splits.get(i).numbered(first));
      first += counts.get(i);
    }
    Check.all(
        List.of(
            Check.equal("splits counted = all splits", counts::size, splits.size()),
            Check.equal(
                "good rows of all splits = rows read - bad rows",
                () -> counts.stream().mapToLong(Long::longValue).sum(),
                () -> run.count(Ids.IDS_READ) - RowVerdicts.badRows(run::count))),
        session);
    if (first == 0) {
      throw ProgramException.wrongUse("input " + stored.files().root() + " has no good row");
    }
    return new ScannedRows(stored, numbered, first);
  }

  /** A map-only job, its maps in the order of the splits; not yet submitted. */
  static Job createJob(StoredRows stored, Path folder, Configuration conf) throws IOException {
    Job job = Job.getInstance(conf, "count rows of " + stored.name());
    job.setJarByClass(ScannedRows.class);
    stored.feed(job, Layout.ORDERED);
    Engine.compileQuickly(job);
    job.setMapperClass(SplitRowsMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(LongWritable.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, folder);
    return job;
  }

  @Override
  public Way way(Sampling sampling) {
    return Way.SCAN;
  }

  @Override
  public void feed(Job job, Sampling sampling) throws IOException {
    stored.configure(job);
    Engine.compileQuickly(job);
    SampleInputFormat.feed(job, sampling, splits);
  }

  /** They were judged when they were counted. */
  @Override
  public void judge(JobRun run, JobOutput output) {}

  @Override
  public void refuseChanged() throws IOException {
    stored.refuseChanged();
  }
}
