// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
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

  /** The dataset's seed, as {@link Seed} writes it. */
  public static final String SEED = "deviceid.generate.seed";

  private final IdRangeInputFormat ranges = new IdRangeInputFormat();

  /** Sets a job to read the rows of a control file and a seed. */
  public static void configure(Job job, Path control, long seed) throws IOException {
    job.setInputFormatClass(GeneratedInputFormat.class);
    IdRangeInputFormat.setControlFile(job, control);
    job.getConfiguration().set(SEED, Seed.format(seed));
  }

  /** The seed of generate's rows under a configuration, as {@code --seed} there takes it. */
  public static long seed(Configuration conf) {
    return Seed.parse(conf.get(SEED, Seed.DEFAULT));
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    return ranges.getSplits(context);
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new BatchReader(ranges.createRecordReader(split, context));
  }

  /** Makes the rows of each range as a batch. Key and value are reused. */
  private static final class BatchReader extends RecordReader<LongWritable, BytesWritable> {

    private final RecordReader<LongWritable, IntWritable> ranges;
    private TaskAttemptContext context;
    private BatchMaker maker;
    private long nanos;
    private boolean ended;

    BatchReader(RecordReader<LongWritable, IntWritable> ranges) {
      this.ranges = ranges;
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext attempt)
        throws IOException, InterruptedException {
      context = attempt;
      ranges.initialize(split, attempt);
      maker = new BatchMaker(attempt.getConfiguration());
    }

    @Override
    public boolean nextKeyValue() throws IOException, InterruptedException {
      long begun = System.nanoTime();
      ended = !ranges.nextKeyValue();
      if (!ended) {
        maker.make(ranges.getCurrentKey(), ranges.getCurrentValue());
      }
      nanos += System.nanoTime() - begun;
      return !ended;
    }

    @Override
    public LongWritable getCurrentKey() throws IOException, InterruptedException {
      return ranges.getCurrentKey();
    }

    @Override
    public BytesWritable getCurrentValue() {
      return maker.batch();
    }

    @Override
    public float getProgress() throws IOException, InterruptedException {
      return ranges.getProgress();
    }

    /** Publishes what was made, if all was. */
    @Override
    public void close() throws IOException {
      if (ended) {
        ended = false;
        maker.publish(context);
        context.getCounter(Work.BYTES_READ).increment(0);
        context.getCounter(Work.READ_NANOS).increment(nanos);
      }
      ranges.close();
    }
  }

  /**
   * Makes the rows of a task, wherever it runs: in, ranges of at most 8,192 IDs; out, their rows in
   * a batch that is used again for the next. It draws no randomness, so that every attempt makes
   * the same bytes.
   */
  public static final class BatchMaker {

    private final BytesWritable batch =
        new BytesWritable(new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES]);
    private final DeviceIds ids;
    private long made;

    /** For the seed of a job. */
    public BatchMaker(Configuration conf) {
      ids = new DeviceIds(GeneratedInputFormat.seed(conf));
    }

    public BytesWritable make(LongWritable first, IntWritable count) {
      ids.fill(first.get(), count.get(), batch.getBytes(), 0);
      batch.setSize(count.get() * DeviceIds.ROW_BYTES);
      made += count.get();
      return batch;
    }

    /** The batch made last. */
    BytesWritable batch() {
      return batch;
    }

    /** Publishes how many rows were made, once, at the end of a task. */
    public void publish(TaskAttemptContext context) {
      context.getCounter(Ids.IDS_GENERATED).increment(made);
      context.setStatus("generated " + RowCount.format(made) + " ids");
    }
  }
}
