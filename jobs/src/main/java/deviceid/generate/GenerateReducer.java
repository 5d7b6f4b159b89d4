// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.rows.BatchMaker;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Makes the rows of a line, which come here as groups of one range each, in the order of their
 * first indices: in, first index and count; out, first index and a batch of rows.
 *
 * <p>The framework counts a reducer's progress in bytes of its sorted input, which are the same for
 * every range, so that the last third of a reduce, after copy and sort, is true to the rows made.
 */
public class GenerateReducer
    extends Reducer<LongWritable, IntWritable, LongWritable, BytesWritable> {

  private BatchMaker maker;

  @Override
  protected void setup(Context context) {
    maker = new BatchMaker(context.getConfiguration());
  }

  @Override
  protected void reduce(LongWritable first, Iterable<IntWritable> counts, Context context)
      throws IOException, InterruptedException {
    for (IntWritable count : counts) { // one, or the output fails
      context.write(first, maker.make(first, count));
    }
  }

  @Override
  protected void cleanup(Context context) {
    maker.publish(context);
  }
}
