// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowChecksum;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Sums up the rows of a part while a {@link Sink} writes them: in, the index of a batch's first
 * row, and the batch. The batches of a task follow each other without a gap, or the task fails. It
 * leaves a {@link TaskSummary} beside the part, and the checksums in the task's counters.
 */
final class SummedWriter extends RecordWriter<LongWritable, BytesWritable> {

  /** A part in the making. */
  interface Sink {

    /** Writes rows that stand at the front of a buffer. */
    void write(byte[] rows, int bytes) throws IOException;

    void close() throws IOException;
  }

  private final RowChecksum checksum = new RowChecksum();
  private final Path path;
  private final Sink sink;
  private long first;
  private long rows;

  SummedWriter(Path path, Sink sink) {
    this.path = path;
    this.sink = sink;
  }

  @Override
  public void write(LongWritable index, BytesWritable batch) throws IOException {
    if (rows == 0) {
      first = index.get();
    } else if (index.get() != first + rows) {
      throw new IOException("row " + index + " follows row " + (first + rows - 1));
    }
    checksum.add(index.get(), batch.getBytes(), batch.getLength());
    sink.write(batch.getBytes(), batch.getLength());
    rows += batch.getLength() / DeviceIds.ROW_BYTES;
  }

  @Override
  public void close(TaskAttemptContext context) throws IOException {
    sink.close();
    new TaskSummary(path.getName(), first, rows, checksum.rows(), checksum.places())
        .write(path.getFileSystem(context.getConfiguration()), path.getParent());
    context.getCounter(Work.ROW_CHECKSUM).increment(checksum.rows());
    context.getCounter(Work.PLACE_CHECKSUM).increment(checksum.places());
  }
}
