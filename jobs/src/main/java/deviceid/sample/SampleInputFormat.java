// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.InputFiles;
import deviceid.run.Engine;
import deviceid.sample.StoredRows.Stretch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
 * A sample of stored rows of fixed width as batches: key, the index of the batch's first row;
 * value, the rows. The sample is the same for any number of maps and any engine.
 *
 * <p>A sample whose rows are taken one by one has few maps, by its rows; one that streams has as
 * many as a count of the same files. Splits carry ranges of rows, never lists of them.
 */
public final class SampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  /** Sets a job to read a sample of the rows in {@code files}. */
  static void configure(Job job, InputFiles files, Sampling sampling) throws IOException {
    job.setInputFormatClass(SampleInputFormat.class);
    FileInputFormat.setInputPaths(job, files.root());
    Engine.split(job, files.bytes());
    sampling.write(job.getConfiguration());
    boolean sparse = costs(job.getConfiguration(), files).isSparse(sampling);
    Engine.allowUberIfSmall(job, sparse ? sampling.size() : sampling.rows());
  }

  /** What reads cost where the files are. */
  static ReadCosts costs(Configuration conf, InputFiles files) throws IOException {
    return ReadCosts.of(files.root().getFileSystem(conf));
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    InputFiles files = InputFiles.of(context);
    Sampling sampling = Sampling.read(conf);
    StoredRows stored = StoredRows.of(files);
    if (stored.rows() != sampling.rows()) {
      throw new IOException(
          "input " + files.root() + " changed: it has " + stored.rows() + " rows now");
    }
    ReadCosts costs = costs(conf, files);
    boolean sparse = costs.isSparse(sampling);
    long maps = Math.min(splitsOfAScan(files, context), stored.rows());
    if (sparse) {
      maps = Math.min(maps, costs.sparseMaps(sampling.size()));
    }
    List<InputSplit> splits = new ArrayList<>();
    for (IdRange range : GenerationPlan.of(stored.rows(), Math.toIntExact(maps)).ranges()) {
      StoredRows part = stored.within(range.first(), range.end());
      // YARN runs no job inside its master whose splits are long
      long taken = sparse ? 1 + sampling.size() / maps : range.count();
      String[] hosts = sparse ? new String[0] : hosts(part, conf);
      splits.add(new SampleSplit(part, taken * DeviceIds.ROW_BYTES, hosts));
    }
    return splits;
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new SampleRecordReader();
  }

  /** As many splits as a count of these files has, but evenly cut. */
  private static long splitsOfAScan(InputFiles files, JobContext context) {
    long block = files.files().stream().mapToLong(FileStatus::getBlockSize).max().orElse(1);
    long splits = 1 + (files.bytes() - 1) / DeviceIdInputFormat.splitBytes(context, block);
    return Math.max(1, Math.min(splits, GenerationPlan.MAX_LINES));
  }

  /** Those that hold the middle of the longest stretch. */
  private static String[] hosts(StoredRows part, Configuration conf) throws IOException {
    Stretch longest = part.stretches().get(0);
    for (Stretch stretch : part.stretches()) {
      longest = stretch.rows() > longest.rows() ? stretch : longest;
    }
    FileSystem fs = longest.file().getFileSystem(conf);
    long middle = longest.position(longest.first() + longest.rows() / 2);
    BlockLocation[] blocks = fs.getFileBlockLocations(longest.file(), middle, 1);
    return blocks.length == 0 ? new String[0] : blocks[0].getHosts();
  }
}
