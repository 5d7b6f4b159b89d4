// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.ControlFile;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.lib.input.NLineInputFormat;
import org.apache.hadoop.mapreduce.task.JobContextImpl;

/**
 * A control file, one line a map, as ranges of one batch each: key, the first index; value, how
 * many IDs, at most 8,192.
 *
 * <p>The splits are {@link NLineInputFormat}'s, but report another length. Job submission sorts
 * splits by length, longest first, and numbers the parts in that order; with these lengths the
 * order is the order of the lines, so that parts read by name are rows by index.
 */
public final class IdRangeInputFormat extends InputFormat<LongWritable, IntWritable> {

  /** Names the job's control file. */
  public static void setControlFile(Job job, Path file) throws IOException {
    NLineInputFormat.setInputPaths(job, file);
    NLineInputFormat.setNumLinesPerSplit(job, 1);
  }

  /** The plan in a job's control file. */
  public static GenerationPlan plan(Configuration conf) throws IOException {
    Path file = NLineInputFormat.getInputPaths(new JobContextImpl(conf, null))[0];
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      return ControlFile.read(in);
    }
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Path file = NLineInputFormat.getInputPaths(context)[0];
    FileSystem fs = file.getFileSystem(context.getConfiguration());
    // for this one file: for all of a job's, the path would be taken as a glob
    List<FileSplit> lines =
        NLineInputFormat.getSplitsForFile(
            fs.getFileStatus(file),
            context.getConfiguration(),
            NLineInputFormat.getNumLinesPerSplit(context));
    GenerationPlan plan = plan(context.getConfiguration());
    List<InputSplit> splits = new ArrayList<>();
    long longest = 0;
    for (int line = lines.size() - 1; line >= 0; line--) {
      longest = Math.max(longest, plan.ranges().get(line).count());
      splits.add(0, new LineSplit(lines.get(line), longest * DeviceIds.ROW_BYTES));
    }
    return splits;
  }

  @Override
  public RecordReader<LongWritable, IntWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new LineReader();
  }

  /**
   * One line of a control file. Its length is the bytes it makes, or those of a longer line after
   * it, so that lengths never grow from line to line.
   */
  static final class LineSplit extends InputSplit implements Writable {

    private final FileSplit line;
    private long bytes;

    /** For the framework, which fills it with {@link #readFields}. */
    LineSplit() {
      this(new FileSplit(), 0);
    }

    LineSplit(FileSplit line, long bytes) {
      this.line = line;
      this.bytes = bytes;
    }

    FileSplit line() {
      return line;
    }

    @Override
    public long getLength() {
      return bytes;
    }

    @Override
    public String[] getLocations() {
      return new String[0];
    }

    @Override
    public void write(DataOutput out) throws IOException {
      line.write(out);
      out.writeLong(bytes);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
      line.readFields(in);
      bytes = in.readLong();
    }

    @Override
    public String toString() {
      return line.toString();
    }
  }

  /**
   * Turns a line into ranges of one batch each, so that progress is true: the plain line reader is
   * at 100% once the line is read, before a row is made.
   */
  private static final class LineReader extends RecordReader<LongWritable, IntWritable> {

    private final LongWritable first = new LongWritable();
    private final IntWritable count = new IntWritable();
    private IdRange range;
    private long next;

    @Override
    public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
      try (LineRecordReader line = new LineRecordReader()) {
        line.initialize(((LineSplit) split).line(), context);
        if (!line.nextKeyValue()) {
          throw new IOException("no line at " + split);
        }
        range =
            ControlFile.parse(
                line.getCurrentValue().toString(),
                context.getTaskAttemptID().getTaskID().getId() + 1L);
      }
      next = range.first();
      context.setStatus("ids " + range.first() + " to " + range.end());
    }

    @Override
    public boolean nextKeyValue() {
      first.set(next);
      count.set((int) Math.min(DeviceIds.BATCH_ROWS, range.end() - next));
      next += count.get();
      return count.get() > 0;
    }

    @Override
    public LongWritable getCurrentKey() {
      return first;
    }

    @Override
    public IntWritable getCurrentValue() {
      return count;
    }

    @Override
    public float getProgress() {
      return range.count() == 0 ? 1 : (next - range.first()) / (float) range.count();
    }

    @Override
    public void close() {}
  }
}
