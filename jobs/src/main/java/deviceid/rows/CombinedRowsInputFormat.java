// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Stored rows as {@link DeviceIdInputFormat} gives them, for jobs to which it is all the same from
 * which file a row comes. Where there are more than a hundred splits, small ones that follow each
 * other become one, so that a map has as much to read as from a large file; one as large as that
 * stays as it is, where it lies.
 */
public final class CombinedRowsInputFormat extends InputFormat<LongWritable, RowBatch> {

  /** Maps of which nobody minds the start; up to so many, each file has its own. */
  private static final int FEW = 100;

  /** Of HDFS. */
  private static final long BLOCK_BYTES = 128 << 20;

  /** To open a file takes about as long as to read so many bytes more. */
  private static final long OPEN_BYTES = 1 << 20;

  private final DeviceIdInputFormat rows = new DeviceIdInputFormat();

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    List<StoredSplit> parts = rows.splitsInOrder(context);
    if (parts.size() <= FEW) {
      return List.copyOf(parts);
    }
    List<InputSplit> splits = new ArrayList<>();
    List<StoredSplit> small = new ArrayList<>();
    long most = DeviceIdInputFormat.splitBytes(context, BLOCK_BYTES);
    long bytes = 0;
    for (StoredSplit part : parts) {
      if (bytes + part.getLength() + OPEN_BYTES > most) {
        combine(small, splits);
        bytes = 0;
      }
      small.add(part);
      bytes += part.getLength() + OPEN_BYTES;
    }
    combine(small, splits);
    return splits;
  }

  private static void combine(List<StoredSplit> small, List<InputSplit> splits) {
    if (small.size() > 1) {
      splits.add(new CombinedSplit(small));
    } else {
      splits.addAll(small);
    }
    small.clear();
  }

  @Override
  public RecordReader<LongWritable, RowBatch> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return rows.createRecordReader(split, context);
  }
}
