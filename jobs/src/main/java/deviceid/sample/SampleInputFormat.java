// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import deviceid.io.InputFiles;
import deviceid.run.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/**
 * A sample of stored rows as batches: key, the index of the batch's first row; value, the rows. The
 * sample is the same for any number of maps and any engine.
 */
public final class SampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  /** Sampled rows that are worth a map of their own. */
  private static final long ROWS_PER_MAP = 1_000_000;

  private static final String SIZE = "deviceid.sample.size";
  private static final String ROWS = "deviceid.sample.rows";
  private static final String SEED = "deviceid.sample.rank-seed";

  /** Sets a job to read {@code size} of the {@code rows} rows in {@code files}. */
  static void configure(Job job, InputFiles files, long rows, long size, long seed)
      throws IOException {
    job.setInputFormatClass(SampleInputFormat.class);
    FileInputFormat.setInputPaths(job, files.root());
    job.getConfiguration().setLong(ROWS, rows);
    job.getConfiguration().setLong(SIZE, size);
    job.getConfiguration().setLong(SEED, seed);
    boolean sparse = rows / size >= SampleRecordReader.SEEK_GAP;
    Engine.fit(job, sparse ? size : rows);
  }

  /** The rows of a job's sample in [from, to). */
  static SampleDraw draw(Configuration conf, long from, long to) {
    long rows = conf.getLong(ROWS, 0);
    RankPermutation permutation = new RankPermutation(conf.getLong(SEED, 0), rows);
    return new SampleDraw(permutation, rows, size(conf), from, to);
  }

  /** Rows between two of the sample, on average. */
  static long gap(Configuration conf) {
    return conf.getLong(ROWS, 0) / size(conf);
  }

  private static long size(Configuration conf) {
    return conf.getLong(SIZE, 0);
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    InputFiles files = InputFiles.find(FileInputFormat.getInputPaths(context)[0], conf);
    StoredRows stored = StoredRows.of(files);
    if (stored.rows() != conf.getLong(ROWS, 0)) {
      throw new IOException(
          "input " + files.root() + " changed: it has " + stored.rows() + " rows now");
    }
    long maps = Math.max(1, Math.min(blocks(files), size(conf) / ROWS_PER_MAP));
    List<InputSplit> splits = new ArrayList<>();
    for (IdRange range : GenerationPlan.of(stored.rows(), Math.toIntExact(maps)).ranges()) {
      splits.add(new SampleSplit(stored.within(range.first(), range.end())));
    }
    return splits;
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new SampleRecordReader();
  }

  private static long blocks(InputFiles files) {
    return files.files().stream()
        .mapToLong(file -> 1 + file.getLen() / Math.max(1, file.getBlockSize()))
        .sum();
  }
}
