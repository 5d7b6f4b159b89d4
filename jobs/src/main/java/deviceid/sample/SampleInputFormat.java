// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.PlannedSplits;
import deviceid.rows.StoredSplit;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * A sample of rows as batches: key, the index of the batch's first row; value, the rows. Which rows
 * it has is the same for any number of maps and any engine; how a map comes by them, its split
 * tells.
 */
public final class SampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  /** Sets a job to read a sample, by splits of rows that are taken, scanned or generated. */
  static void feed(Job job, Sampling sampling, List<? extends InputSplit> splits)
      throws IOException {
    job.setInputFormatClass(SampleInputFormat.class);
    sampling.write(job.getConfiguration());
    PlannedSplits.leave(job, splits);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    return PlannedSplits.take(context)
        .orElseThrow(() -> new IOException("the driver left no splits of the sample"));
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    if (split instanceof SampleSplit) {
      return new SampleRecordReader();
    }
    if (split instanceof StoredSplit part) {
      return new ChosenRowsReader(
          new DeviceIdInputFormat().createRecordReader(split, context),
          (key, before) -> part.firstRow() + before);
    }
    return new ChosenRowsReader(
        new GeneratedInputFormat().createRecordReader(split, context), (key, before) -> key);
  }
}
