// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.cli.Seed;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * The rows that generate would store, made where they are read and stored nowhere: in, a control
 * file, one line a map; key, the index of a batch's first row; value, up to 8,192 rows.
 */
public final class GeneratedInputFormat extends InputFormat<LongWritable, BytesWritable> {

  private final IdRangeInputFormat ranges = new IdRangeInputFormat();

  /** Sets a job to read the rows of a control file and a seed. */
  public static void configure(Job job, Path control, long seed) throws IOException {
    job.setInputFormatClass(GeneratedInputFormat.class);
    IdRangeInputFormat.setControlFile(job, control);
    job.getConfiguration().set(GenerateMapper.SEED, Seed.format(seed));
  }

  /** The seed of generate's rows under a configuration, as {@code --seed} there takes it. */
  public static long seed(Configuration conf) {
    return Seed.parse(conf.get(GenerateMapper.SEED, Seed.DEFAULT));
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    return ranges.getSplits(context);
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new GeneratedRecordReader(ranges.createRecordReader(split, context));
  }
}
