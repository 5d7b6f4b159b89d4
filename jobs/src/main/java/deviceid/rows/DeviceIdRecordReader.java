// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Reads the rows of a file split, or of several files', in batches: key, the position of the
 * batch's first byte in the file (after decompression); value, whole good rows of 41 bytes. Key and
 * value are reused. The form in which rows are stored is the {@link PartReader}'s matter.
 */
final class DeviceIdRecordReader extends RecordReader<LongWritable, RowBatch> {

  private final LongWritable position = new LongWritable();
  private final RowBatch batch = new RowBatch(PartReader.BUFFER_BYTES);

  private final RowVerdicts verdicts = new RowVerdicts();

  private TaskAttemptContext context;
  private List<StoredSplit> parts;
  private int part;
  private StoredSplit split;
  private PartReader rows; // null before a part is begun
  private long bytesBefore;
  private long rowsBefore;
  private long unterminatedBefore;
  private long readNanos;
  private Work.SentRequests requests;
  private boolean published;

  @Override
  public void initialize(InputSplit inputSplit, TaskAttemptContext attempt) {
    context = attempt;
    requests = new Work.SentRequests();
    parts =
        inputSplit instanceof CombinedSplit combined
            ? combined.parts()
            : List.of((StoredSplit) inputSplit);
    enter(0);
  }

  private void enter(int index) {
    part = index;
    split = parts.get(index);
    verdicts.enter(split.getPath());
  }

  @Override
  public boolean nextKeyValue() throws IOException {
    long begun = System.nanoTime();
    int bytes;
    try {
      bytes = nextOfPart();
      while (bytes < 0 && part + 1 < parts.size()) {
        end();
        enter(part + 1);
        bytes = nextOfPart();
      }
    } catch (IOException | FSError e) {
      throw PartReader.naming(split.getPath(), e);
    }
    batch.setSize(Math.max(0, bytes));
    readNanos += System.nanoTime() - begun;
    return bytes >= 0;
  }

  private int nextOfPart() throws IOException {
    if (rows == null) {
      begin();
    }
    int bytes;
    do {
      position.set(rows.position());
      bytes = rows.next(batch.getBytes(), DeviceIds.BATCH_ROWS);
      context.progress(); // a line may be as long as its file
    } while (bytes == 0);
    return bytes;
  }

  /** Not in {@code initialize}: an error of reading is the mapper's to see. */
  private void begin() throws IOException {
    rows = PartReader.open(split, context.getConfiguration(), verdicts);
    batch.comesFrom(rows);
  }

  /** Sums up what was read of a part, which others follow. */
  private void end() throws IOException {
    bytesBefore += rows.bytes();
    rowsBefore += rows.rows();
    unterminatedBefore += rows.unterminated() ? 1 : 0;
    rows.close();
    rows = null;
  }

  /** What was found so far. */
  RowVerdicts verdicts() {
    return verdicts;
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
    return (part + (rows == null ? 0 : rows.progress())) / parts.size();
  }

  /** Publishes what was found and closes the file; a failed attempt's counters are dropped. */
  @Override
  public void close() throws IOException {
    try {
      if (rows != null && !published) {
        published = true;
        verdicts.publish(
            context, rowsBefore + rows.rows(), unterminatedBefore + (rows.unterminated() ? 1 : 0));
        context.getCounter(Work.BYTES_READ).increment(bytesBefore + rows.bytes());
        context.getCounter(Work.READ_NANOS).increment(readNanos);
      }
    } finally {
      IOUtils.closeStream(rows);
    }
    requests.count(context);
  }
}
