// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.generate.GenerateMapper;
import java.io.IOException;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;

/** Generates as always, but the first attempt of each task dies after a few batches. */
public class FailingOnceMapper extends GenerateMapper {

  private int batches;

  @Override
  protected void map(LongWritable first, IntWritable count, Context context)
      throws IOException, InterruptedException {
    super.map(first, count, context);
    if (++batches == 3 && context.getTaskAttemptID().getId() == 0) {
      throw new IOException("planned failure of the first attempt");
    }
  }
}
