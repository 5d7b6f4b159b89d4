// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/** Writes batches of rows as they are, one after another, one part file a task. */
public final class DeviceIdOutputFormat extends FileOutputFormat<NullWritable, BytesWritable> {

  @Override
  public RecordWriter<NullWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    Path path = getDefaultWorkFile(context, "");
    FSDataOutputStream out = path.getFileSystem(context.getConfiguration()).create(path, false);
    return new RecordWriter<>() {
      @Override
      public void write(NullWritable key, BytesWritable batch) throws IOException {
        out.write(batch.getBytes(), 0, batch.getLength());
      }

      @Override
      public void close(TaskAttemptContext attempt) throws IOException {
        out.close();
      }
    };
  }
}
