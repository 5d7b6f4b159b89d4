// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.rows.Work;
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
  private TaskAttemptContext context;
  private BatchMaker maker;
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
    maker = new BatchMaker(attempt.getConfiguration());
  }

  @Override
  public boolean nextKeyValue() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    ended = !ranges.nextKeyValue();
    if (!ended) {
      maker.make(ranges.getCurrentKey(), ranges.getCurrentValue());
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
    return maker.batch();
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
      maker.publish(context);
      context.getCounter(Work.BYTES_READ).increment(0);
      context.getCounter(Work.READ_NANOS).increment(nanos);
    }
    ranges.close();
  }
}
