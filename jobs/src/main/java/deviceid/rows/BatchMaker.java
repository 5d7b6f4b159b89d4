// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Makes the rows of a task, wherever it runs: in, ranges of at most 8,192 IDs; out, their rows in a
 * batch that is used again for the next. It draws no randomness, so that every attempt makes the
 * same bytes.
 */
public final class BatchMaker {

  private final BytesWritable batch =
      new BytesWritable(new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES]);
  private final DeviceIds ids;
  private long made;

  /** For the seed of a job. */
  public BatchMaker(Configuration conf) {
    ids = new DeviceIds(GeneratedInputFormat.seed(conf));
  }

  public BytesWritable make(LongWritable first, IntWritable count) {
    ids.fill(first.get(), count.get(), batch.getBytes(), 0);
    batch.setSize(count.get() * DeviceIds.ROW_BYTES);
    made += count.get();
    return batch;
  }

  /** The batch made last. */
  BytesWritable batch() {
    return batch;
  }

  /** Publishes how many rows were made, once, at the end of a task. */
  public void publish(TaskAttemptContext context) {
    context.getCounter(Ids.IDS_GENERATED).increment(made);
    context.setStatus("generated " + RowCount.format(made) + " ids");
  }
}
