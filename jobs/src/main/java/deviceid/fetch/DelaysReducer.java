// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.IOException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Adds up how URLs ended: in and out, a status and the {@link Delays} of URLs that ended with it;
 * combiner and reducer alike.
 */
public class DelaysReducer extends Reducer<Text, Delays, Text, Delays> {

  private final Delays all = new Delays();

  @Override
  protected void reduce(Text status, Iterable<Delays> parts, Context context)
      throws IOException, InterruptedException {
    all.clear();
    parts.forEach(all::add);
    context.write(status, all);
  }
}
