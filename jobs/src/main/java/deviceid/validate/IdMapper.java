// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.input.DeviceIds;
import deviceid.input.PackedIds;
import deviceid.rows.RowBatch;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapreduce.Mapper;

/** In, a position and a batch of good rows; out, each ID as its 20 bytes, and nothing. */
public final class IdMapper extends Mapper<LongWritable, RowBatch, BytesWritable, NullWritable> {

  private final BytesWritable id = new BytesWritable(new byte[PackedIds.BYTES]);

  @Override
  protected void map(LongWritable position, RowBatch batch, Context context)
      throws IOException, InterruptedException {
    for (int at = 0; at < batch.getLength(); at += DeviceIds.ROW_BYTES) {
      PackedIds.pack(batch.getBytes(), at, id.getBytes(), 0);
      context.write(id, NullWritable.get());
    }
  }
}
