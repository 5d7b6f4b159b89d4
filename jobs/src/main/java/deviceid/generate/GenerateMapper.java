// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.rows.GeneratedInputFormat.BatchMaker;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Mapper;

/** Makes the rows of a line: in, first index and count; out, first index and a batch of rows. */
public class GenerateMapper extends Mapper<LongWritable, IntWritable, LongWritable, BytesWritable> {

  private BatchMaker maker;

  @Override
  protected void setup(Context context) {
    maker = new BatchMaker(context.getConfiguration());
  }

  @Override
  protected void map(LongWritable first, IntWritable count, Context context)
      throws IOException, InterruptedException {
    context.write(first, maker.make(first, count));
  }

  @Override
  protected void cleanup(Context context) {
    maker.publish(context);
  }
}
