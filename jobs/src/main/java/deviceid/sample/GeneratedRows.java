// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.generate.GeneratedInputFormat;
import deviceid.run.Engine;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * Rows that are stored nowhere: each sample generates them all and drops most.
 *
 * @param control the control file that names them
 * @param rows how many it names
 * @param seed of the rows, not of the sample
 */
record GeneratedRows(Path control, long rows, long seed) implements Population {

  @Override
  public Way feed(Job job, Sampling sampling) throws IOException {
    GeneratedInputFormat.configure(job, control, seed);
    job.setInputFormatClass(GeneratedSampleInputFormat.class);
    sampling.write(job.getConfiguration());
    Engine.allowUberIfSmall(job, rows);
    return Way.GENERATE;
  }
}
