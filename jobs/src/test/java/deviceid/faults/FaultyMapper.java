// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import deviceid.faults.Fault.Moment;
import deviceid.generate.GenerateMapper;
import java.io.IOException;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;

/** Generates as always, and gives a planted fault its moments. */
public class FaultyMapper extends GenerateMapper {

  private static final int MIDDLE = 3; // of at least five batches

  private int batches;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    super.run(context);
    Fault.strike(Moment.CLEANUP, context);
  }

  @Override
  protected void map(LongWritable first, IntWritable count, Context context)
      throws IOException, InterruptedException {
    if (batches == 0) {
      Fault.strike(Moment.FIRST_ROW, context);
    }
    super.map(first, count, context);
    if (++batches == MIDDLE) {
      Fault.strike(Moment.MIDDLE, context);
    }
  }
}
