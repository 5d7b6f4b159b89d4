// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import java.io.IOException;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** Counts good rows: in, batches; out, one line a split, where it begins and how many it has. */
public class RowsOfSplitMapper extends Mapper<LongWritable, BytesWritable, Text, LongWritable> {

  private long rows;

  /** What a split is called in the lines: {@code <start> <file>}. */
  static String name(FileSplit split) {
    return split.getStart() + " " + split.getPath();
  }

  @Override
  protected void map(LongWritable position, BytesWritable batch, Context context) {
    rows += batch.getLength() / DeviceIds.ROW_BYTES;
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    String name = name((FileSplit) context.getInputSplit());
    context.write(new Text(name), new LongWritable(rows));
  }
}
