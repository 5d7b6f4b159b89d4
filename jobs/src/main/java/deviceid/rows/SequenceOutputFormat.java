// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.PackedIds;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * Writes batches of rows as sequence files, one a task, a record a row: key, nothing; value, the 20
 * bytes of the ID. Never compressed: the bytes of a hash cannot be made fewer, and a compressed
 * sequence file that is cut off may look whole.
 */
public final class SequenceOutputFormat extends FileOutputFormat<LongWritable, BytesWritable> {

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    Path path = getDefaultWorkFile(context, "");
    return new SummedWriter(
        path,
        new Sequence(
            SequenceFile.createWriter(
                context.getConfiguration(),
                SequenceFile.Writer.file(path),
                SequenceFile.Writer.bufferSize(DeviceIdOutputFormat.BUFFER_BYTES),
                SequenceFile.Writer.keyClass(NullWritable.class),
                SequenceFile.Writer.valueClass(BytesWritable.class),
                SequenceFile.Writer.compression(CompressionType.NONE))));
  }

  private static final class Sequence implements SummedWriter.Sink {

    private final BytesWritable id = new BytesWritable(new byte[PackedIds.BYTES]);
    private final SequenceFile.Writer out;

    Sequence(SequenceFile.Writer out) {
      this.out = out;
    }

    @Override
    public void write(byte[] rows, int bytes) throws IOException {
      for (int at = 0; at < bytes; at += DeviceIds.ROW_BYTES) {
        PackedIds.pack(rows, at, id.getBytes(), 0);
        out.append(NullWritable.get(), id);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
