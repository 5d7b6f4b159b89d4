// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.rows.Ids;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** In, an ID and a nothing for each of its rows; out, a line for an ID of more than one row. */
public final class DuplicateReducer
    extends Reducer<BytesWritable, NullWritable, Text, NullWritable> {

  private final Text line = new Text();
  private long duplicate;
  private long compared;

  @Override
  protected void reduce(BytesWritable id, Iterable<NullWritable> rows, Context context)
      throws IOException, InterruptedException {
    long times = 0;
    for (Iterator<NullWritable> row = rows.iterator(); row.hasNext(); row.next()) {
      times++;
    }
    compared += times;
    if (times > 1) {
      duplicate += times - 1;
      line.set(HexFormat.of().formatHex(id.copyBytes()) + " comes " + times + " times");
      context.write(line, NullWritable.get());
    }
  }

  @Override
  protected void cleanup(Context context) {
    context.getCounter(Ids.IDS_DUPLICATE).increment(duplicate);
    context.getCounter(Ids.IDS_COUNTED).increment(compared);
  }
}
