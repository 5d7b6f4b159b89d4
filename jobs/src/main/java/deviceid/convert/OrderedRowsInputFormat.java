// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.RowBatch;
import deviceid.rows.StoredSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Stored rows as {@link DeviceIdInputFormat} gives them, by maps that are numbered in the order of
 * the rows, so that parts read by name are the same rows. Job submission numbers splits by length,
 * longest first; so each reports the length of the longest from it on.
 */
public final class OrderedRowsInputFormat extends InputFormat<LongWritable, RowBatch> {

  private final DeviceIdInputFormat rows = new DeviceIdInputFormat();

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    List<StoredSplit> parts = rows.splitsInOrder(context);
    List<InputSplit> splits = new ArrayList<>();
    long longest = 0;
    for (int i = parts.size() - 1; i >= 0; i--) {
      longest = Math.max(longest, parts.get(i).getLength());
      splits.add(new OrderedSplit(parts.get(i), longest));
    }
    Collections.reverse(splits);
    return splits;
  }

  @Override
  public RecordReader<LongWritable, RowBatch> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return rows.createRecordReader(split, context);
  }
}
