// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Reads the rows of a file split in batches: key, the position of the batch's first byte in the
 * file (after decompression); value, whole good rows of 41 bytes. Key and value are reused. The
 * form in which rows are stored is the {@link RowSource}'s matter.
 */
final class DeviceIdRecordReader extends RecordReader<LongWritable, RowBatch> {

  private final LongWritable position = new LongWritable();
  private final RowBatch batch = new RowBatch(RowStream.BUFFER_BYTES);

  private final RowVerdicts verdicts = new RowVerdicts();

  private TaskAttemptContext context;
  private StoredSplit split;
  private RowSource rows;
  private long readNanos;
  private boolean published;

  @Override
  public void initialize(InputSplit inputSplit, TaskAttemptContext attempt) throws IOException {
    context = attempt;
    split = (StoredSplit) inputSplit;
    verdicts.enter(split.getPath());
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    long begun = System.nanoTime();
    int bytes;
    try {
      if (rows == null) {
        begin();
      }
      position.set(rows.position());
      bytes = rows.next(batch.getBytes());
    } catch (DamagedFileException e) {
      throw new IOException(split.getPath() + " byte " + e.position() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(split.getPath() + ": " + e.getMessage(), e);
    }
    batch.setSize(Math.max(0, bytes));
    readNanos += System.nanoTime() - begun;
    return bytes >= 0;
  }

  /** Not in {@code initialize}: an error of reading is the mapper's to see. */
  private void begin() throws IOException {
    Configuration conf = context.getConfiguration();
    rows =
        split.isSequence()
            ? new SequenceRows(split, conf, verdicts)
            : new TextRows(split, conf, verdicts);
    batch.comesFrom(rows);
  }

  @Override
  public LongWritable getCurrentKey() {
    return position;
  }

  @Override
  public RowBatch getCurrentValue() {
    return batch;
  }

  @Override
  public float getProgress() throws IOException {
    return rows == null ? 0 : rows.progress();
  }

  /** Publishes what was found and closes the file; a failed attempt's counters are dropped. */
  @Override
  public void close() throws IOException {
    try {
      if (rows != null && !published) {
        published = true;
        verdicts.publish(context, rows.rows(), rows.unterminated());
        context.getCounter(Work.BYTES_READ).increment(rows.bytes());
        context.getCounter(Work.READ_NANOS).increment(readNanos);
      }
    } finally {
      IOUtils.closeStream(rows);
    }
  }
}
