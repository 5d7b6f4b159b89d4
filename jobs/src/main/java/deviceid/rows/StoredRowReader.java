// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Reads stored rows in this process, by the same splits and the same reader as a job's maps: in,
 * files; out, batch after batch in the order of the rows, and the counters of {@link Ids}.
 */
public final class StoredRowReader {

  /** Takes a batch; it is used again for the next one. */
  public interface Sink {
    void take(RowBatch batch) throws IOException;
  }

  private StoredRowReader() {}

  /** Reads all rows and returns the counters. */
  public static ToLongFunction<Ids> read(InputFiles files, Configuration conf, Sink sink)
      throws IOException, InterruptedException {
    Job job = Job.getInstance(conf);
    DeviceIdInputFormat format = new DeviceIdInputFormat();
    Counters counters = new Counters();
    TaskAttemptContext context = new CountingReporter(counters).attempt(job.getConfiguration());
    for (InputSplit split : DeviceIdInputFormat.splits(job, files)) {
      try (RecordReader<LongWritable, RowBatch> reader =
          format.createRecordReader(split, context)) {
        reader.initialize(split, context);
        while (reader.nextKeyValue()) {
          sink.take(reader.getCurrentValue());
        }
      }
    }
    return name -> counters.findCounter(name).getValue();
  }
}
