// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
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

  /**
   * Bytes that go to a file at once; at Hadoop's 4 KB the system calls take a tenth of the time.
   */
  static final int BUFFER_BYTES = 128 << 10;

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    Path path = getDefaultWorkFile(context, "");
    FileSystem fs = path.getFileSystem(context.getConfiguration());
    return new SummedWriter(path, new Text(fs.create(path, false, BUFFER_BYTES)));
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
