// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.generate.GeneratedInputFormat;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** A sample of rows that are generated for it, every one, and dropped if they are not in it. */
public final class GeneratedSampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  private final GeneratedInputFormat all = new GeneratedInputFormat();

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    return all.getSplits(context);
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new ChosenRowsReader(all.createRecordReader(split, context), (key, before) -> key);
  }
}
