// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Writes batches of rows as they are, one part file a task: key, the index of the batch's first
 * row; value, the rows. {@link SummedWriter} says what else a task leaves.
 */
public final class DeviceIdOutputFormat extends FileOutputFormat<LongWritable, BytesWritable> {

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    Path path = getDefaultWorkFile(context, "");
    return new SummedWriter(
        path, new Text(path.getFileSystem(context.getConfiguration()).create(path, false)));
  }

  private record Text(FSDataOutputStream out) implements SummedWriter.Sink {

    @Override
    public void write(byte[] rows, int bytes) throws IOException {
      out.write(rows, 0, bytes);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
