// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import deviceid.io.Ids;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Makes the rows of a range: in, first index and count; out, first index and a batch of rows. It
 * draws no randomness, so that every attempt writes the same bytes.
 */
public class GenerateMapper extends Mapper<LongWritable, IntWritable, LongWritable, BytesWritable> {

  /** The dataset's seed, as {@link Seed} writes it. */
  public static final String SEED = "deviceid.generate.seed";

  private final BytesWritable batch =
      new BytesWritable(new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES]);
  private DeviceIds ids;
  private long generated;

  @Override
  protected void setup(Context context) {
    ids = new DeviceIds(Seed.parse(context.getConfiguration().get(SEED)));
  }

  @Override
  protected void map(LongWritable first, IntWritable count, Context context)
      throws IOException, InterruptedException {
    ids.fill(first.get(), count.get(), batch.getBytes(), 0);
    batch.setSize(count.get() * DeviceIds.ROW_BYTES);
    context.write(first, batch);
    generated += count.get();
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(Ids.IDS_GENERATED).increment(generated);
    context.setStatus("generated " + RowCount.format(generated) + " ids");
  }
}
