// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.input.DeviceIds;
import deviceid.input.RowChecksum;
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
 * row; value, the rows. The batches of a task follow each other without a gap, or the task fails.
 * Beside each part the task leaves a {@link TaskSummary}, and in its counters the checksums.
 */
public final class DeviceIdOutputFormat extends FileOutputFormat<LongWritable, BytesWritable> {

  @Override
  public RecordWriter<LongWritable, BytesWritable> getRecordWriter(TaskAttemptContext context)
      throws IOException {
    return new Writer(getDefaultWorkFile(context, ""), context);
  }

  private static final class Writer extends RecordWriter<LongWritable, BytesWritable> {

    private final RowChecksum checksum = new RowChecksum();
    private final FileSystem fs;
    private final Path path;
    private final FSDataOutputStream out;
    private long first;
    private long rows;

    Writer(Path path, TaskAttemptContext context) throws IOException {
      this.fs = path.getFileSystem(context.getConfiguration());
      this.path = path;
      this.out = fs.create(path, false);
    }

    @Override
    public void write(LongWritable index, BytesWritable batch) throws IOException {
      if (rows == 0) {
        first = index.get();
      } else if (index.get() != first + rows) {
        throw new IOException("row " + index + " follows row " + (first + rows - 1));
      }
      checksum.add(index.get(), batch.getBytes(), batch.getLength());
      out.write(batch.getBytes(), 0, batch.getLength());
      rows += batch.getLength() / DeviceIds.ROW_BYTES;
    }

    @Override
    public void close(TaskAttemptContext context) throws IOException {
      out.close();
      new TaskSummary(path.getName(), first, rows, checksum.rows(), checksum.places())
          .write(fs, path.getParent());
      context.getCounter(Work.ROW_CHECKSUM).increment(checksum.rows());
      context.getCounter(Work.PLACE_CHECKSUM).increment(checksum.places());
    }
  }
}
