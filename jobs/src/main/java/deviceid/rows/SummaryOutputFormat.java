// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/** Writes no rows, and of each task the summary of the part that they would be. */
public final class SummaryOutputFormat extends FileOutputFormat<LongWritable, BytesWritable> {

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    return new SummedWriter(getDefaultWorkFile(context, ""), new Nothing());
  }

  private static final class Nothing implements SummedWriter.Sink {

    @Override
    public void write(byte[] rows, int bytes) {}

    @Override
    public void close() {}
  }
}
