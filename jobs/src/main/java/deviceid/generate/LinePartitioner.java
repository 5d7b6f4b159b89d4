// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import deviceid.rows.IdRangeInputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/**
 * Sends a range to the reducer of its line in the control file: reducer <i>i</i> gets line
 * <i>i</i>, all of it and nothing else, so that parts read by name are rows by index. Hashes of the
 * keys would leave some reducers without work and others with twice as much.
 */
public final class LinePartitioner extends Partitioner<LongWritable, IntWritable>
    implements Configurable {

  private Configuration conf;
  private long[] firsts;

  @Override
  public void setConf(Configuration job) {
    conf = job;
    try {
      plan(IdRangeInputFormat.plan(job));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Configuration getConf() {
    return conf;
  }

  /** Takes the lines from a plan. */
  LinePartitioner plan(GenerationPlan plan) {
    firsts = plan.ranges().stream().mapToLong(IdRange::first).toArray();
    return this;
  }

  /** The last line that begins at or before the range: empty ones begin where the next does. */
  @Override
  public int getPartition(LongWritable first, IntWritable count, int lines) {
    int low = 0;
    int high = firsts.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firsts[middle] <= first.get()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
