// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.input.ControlFile;
import deviceid.input.DeviceIds;
import deviceid.input.IdRange;
import java.io.IOException;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;

/**
 * Turns a line into ranges of one batch each, so that progress is true: the plain line reader is at
 * 100% once the line is read, before a row is made.
 */
final class IdRangeRecordReader extends RecordReader<LongWritable, IntWritable> {

  private final LongWritable first = new LongWritable();
  private final IntWritable count = new IntWritable();
  private IdRange range;
  private long next;

  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) throws IOException {
    try (LineRecordReader line = new LineRecordReader()) {
      line.initialize(((IdRangeSplit) split).line(), context);
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
