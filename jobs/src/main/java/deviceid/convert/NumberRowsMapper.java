// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.rows.RowBatch;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Numbers the good rows of its split from 0 on: in, a position in the file and a batch of rows;
 * out, the number of its first row and the same batch. How many are before the split nobody knows
 * yet, where rows differ in bytes.
 */
public final class NumberRowsMapper
    extends Mapper<LongWritable, RowBatch, LongWritable, BytesWritable> {

  private final LongWritable first = new LongWritable();

  @Override
  protected void map(LongWritable position, RowBatch batch, Context context)
      throws IOException, InterruptedException {
    context.write(first, batch);
    first.set(first.get() + batch.rows());
  }
}
