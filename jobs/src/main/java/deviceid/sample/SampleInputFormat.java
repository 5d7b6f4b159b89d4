// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.PlannedSplits;
import deviceid.rows.StoredSplit;
import deviceid.rows.Work;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * A sample of rows as batches: key, the index of the batch's first row; value, the rows. The rows
 * are the same for any number of map tasks and any engine. The split says how a map task reads
 * them.
 */
public final class SampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  /** Sets a job to read a sample, by splits of rows that are taken, scanned or generated. */
  static void feed(Job job, Sampling sampling, List<? extends InputSplit> splits)
      throws IOException {
    job.setInputFormatClass(SampleInputFormat.class);
    sampling.write(job.getConfiguration());
    PlannedSplits.leave(job, splits);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    return PlannedSplits.take(context)
        .orElseThrow(() -> new IOException("the driver left no splits of the sample"));
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    if (split instanceof SampleSplit) {
      return new SampleRecordReader();
    }
    if (split instanceof StoredSplit part) {
      return new ChosenRowsReader(
          new DeviceIdInputFormat().createRecordReader(split, context),
          (key, before) -> part.firstRow() + before);
    }
    return new ChosenRowsReader(
        new GeneratedInputFormat().createRecordReader(split, context), (key, before) -> key);
  }

  /**
   * Drops from another reader's batches the rows that are not in the job's sample: key, the index
   * of the first row that was read into the batch; value, its chosen rows. The other reader pays
   * for every row.
   */
  private static final class ChosenRowsReader extends RecordReader<LongWritable, BytesWritable> {

    private static final int ROW = DeviceIds.ROW_BYTES;

    /** Where the rows of a batch stand among all. */
    interface Numbering {
      /**
       * The index of a batch's first row.
       *
       * @param key the batch's key
       * @param before rows that the reader gave before it
       */
      long first(long key, long before);
    }

    private final RecordReader<LongWritable, ? extends BytesWritable> all;
    private final Numbering numbering;
    private final LongWritable first = new LongWritable();
    private TaskAttemptContext context;
    private LongPredicate test;
    private long read;
    private long sampled;
    private long nanos;
    private boolean ended;

    ChosenRowsReader(RecordReader<LongWritable, ? extends BytesWritable> all, Numbering numbering) {
      this.all = all;
      this.numbering = numbering;
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext attempt)
        throws IOException, InterruptedException {
      context = attempt;
      test = Sampling.read(attempt.getConfiguration()).test();
      all.initialize(split, attempt);
    }

    @Override
    public boolean nextKeyValue() throws IOException, InterruptedException {
      int kept = 0;
      while (kept == 0 && !ended) {
        ended = !all.nextKeyValue();
        kept = ended ? 0 : keepChosen(all.getCurrentValue());
      }
      return kept > 0;
    }

    @Override
    public LongWritable getCurrentKey() {
      return first;
    }

    @Override
    public BytesWritable getCurrentValue() throws IOException, InterruptedException {
      return all.getCurrentValue();
    }

    @Override
    public float getProgress() throws IOException, InterruptedException {
      return all.getProgress();
    }

    /** Publishes what was chosen, if all was read. */
    @Override
    public void close() throws IOException {
      if (ended) {
        ended = false;
        context.getCounter(Ids.IDS_SAMPLED).increment(sampled);
        context.getCounter(Work.READ_NANOS).increment(nanos);
      }
      all.close();
    }

    /** Moves the chosen rows to the front of the batch. */
    private int keepChosen(BytesWritable batch) throws IOException, InterruptedException {
      long begun = System.nanoTime();
      byte[] rows = batch.getBytes();
      int count = batch.getLength() / ROW;
      first.set(numbering.first(all.getCurrentKey().get(), read));
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (test.test(first.get() + i)) {
          System.arraycopy(rows, i * ROW, rows, kept++ * ROW, ROW);
        }
      }
      batch.setSize(kept * ROW);
      read += count;
      sampled += kept;
      nanos += System.nanoTime() - begun;
      return kept;
    }
  }
}
