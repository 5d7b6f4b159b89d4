// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.input.DeviceIds;
import deviceid.io.Ids;
import deviceid.io.Work;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** Makes the rows of each range as a batch. Key and value are reused. */
final class GeneratedRecordReader extends RecordReader<LongWritable, BytesWritable> {

  private final RecordReader<LongWritable, IntWritable> ranges;
  private final BytesWritable batch =
      new BytesWritable(new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES]);
  private TaskAttemptContext context;
  private DeviceIds ids;
  private long generated;
  private long nanos;
  private boolean ended;

  GeneratedRecordReader(RecordReader<LongWritable, IntWritable> ranges) {
    this.ranges = ranges;
  }

  @Override
  public void initialize(InputSplit split, TaskAttemptContext attempt)
      throws IOException, InterruptedException {
    context = attempt;
    ranges.initialize(split, attempt);
    ids = new DeviceIds(GeneratedInputFormat.seed(attempt.getConfiguration()));
  }

  @Override
  public boolean nextKeyValue() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    ended = !ranges.nextKeyValue();
    if (!ended) {
      int count = ranges.getCurrentValue().get();
      ids.fill(ranges.getCurrentKey().get(), count, batch.getBytes(), 0);
      batch.setSize(count * DeviceIds.ROW_BYTES);
      generated += count;
    }
    nanos += System.nanoTime() - begun;
    return !ended;
  }

  @Override
  public LongWritable getCurrentKey() throws IOException, InterruptedException {
    return ranges.getCurrentKey();
  }

  @Override
  public BytesWritable getCurrentValue() {
    return batch;
  }

  @Override
  public float getProgress() throws IOException, InterruptedException {
    return ranges.getProgress();
  }

  /** Publishes what was made, if all was. */
  @Override
  public void close() throws IOException {
    if (ended) {
      ended = false;
      context.getCounter(Ids.IDS_GENERATED).increment(generated);
      context.getCounter(Work.BYTES_READ).increment(0);
      context.getCounter(Work.READ_NANOS).increment(nanos);
    }
    ranges.close();
  }
}
