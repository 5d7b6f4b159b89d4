// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Stored rows at no fixed places: compressed files, lines that end with CRLF or differ in width.
 * Row k is the k-th good line. It costs one scan to number them and one more for each sample.
 *
 * @param counted what the first scan wrote
 * @param rows good lines that it found
 */
record ScannedRows(InputFiles files, Configuration conf, Path counted, long rows)
    implements Population {

  /**
   * Counts the good rows of each split by a job.
   *
   * @param folder for the job's output; absent
   * @throws ProgramException if there is none
   */
  static ScannedRows count(Session session, InputFiles files, Path folder)
      throws IOException, InterruptedException {
    JobRun run = session.run(createJob(session.conf(), files, folder));
    long bad = RowVerdicts.badRows(run::count);
    long good = run.count(Ids.IDS_READ) - bad;
    List<String> samples = RowVerdicts.readSamples(folder.getFileSystem(session.conf()), folder);
    samples.forEach(line -> session.console().say("bad row: %s", line));
    if (good == 0) {
      throw new ProgramException(
          bad == 0 ? ExitCode.WRONG_USE : ExitCode.BAD_ROWS,
          "input " + files.root() + " has no good row; bad rows: " + RowCount.format(bad));
    }
    if (bad > 0) {
      session.console().say("bad rows passed over: %s", RowCount.format(bad));
    }
    return new ScannedRows(files, session.conf(), folder, good);
  }

  /** A map-only job that counts the good rows of each split, not yet submitted. */
  static Job createJob(Configuration conf, InputFiles files, Path folder) throws IOException {
    Job job = Job.getInstance(conf, "count rows of " + files.root().getName());
    job.setJarByClass(ScannedRows.class);
    job.setInputFormatClass(DeviceIdInputFormat.class);
    accept(job, files);
    job.setMapperClass(RowsOfSplitMapper.class);
    job.setNumReduceTasks(0);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(LongWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, folder);
    return job;
  }

  @Override
  public Way feed(Job job, Sampling sampling) throws IOException {
    ScannedSampleInputFormat.configure(job, counted, sampling);
    accept(job, files);
    return Way.SCAN;
  }

  @Override
  public void refuseChanged() throws IOException {
    files.refuseChanged(conf);
  }

  private static void accept(Job job, InputFiles files) throws IOException {
    DeviceIdInputFormat.setInputPaths(job, files.root());
    DeviceIdInputFormat.accept(job.getConfiguration(), true, false);
    Engine.compileQuickly(job);
    if (!files.compressed()) {
      Engine.allowUberIfSmall(job, files.bytes() / DeviceIds.ROW_BYTES);
    }
  }
}
