// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import deviceid.input.RowScanner.BadRowListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * Stored rows as batches: key, a position in the file; value, up to 8,192 good rows. Files are cut
 * at multiples of 41 bytes, the row boundaries of a fixed-width file, and any other cut gives the
 * same rows. A compressed file is one split. A file that begins as a sequence file is read as one,
 * whatever its name.
 */
public final class DeviceIdInputFormat extends FileInputFormat<LongWritable, RowBatch> {

  private static final String CRLF = "deviceid.input.crlf";
  private static final String IGNORE_CASE = "deviceid.input.ignore-case";
  private static final String ANY_CHARACTERS = "deviceid.input.any-characters";

  /** Sets what else than plain rows readers take for good. */
  public static void accept(Configuration conf, boolean crlf, boolean ignoreCase) {
    conf.setBoolean(CRLF, crlf);
    conf.setBoolean(IGNORE_CASE, ignoreCase);
  }

  /** Lets readers take every row of 40 characters, for a job that compares them itself. */
  public static void acceptAnyCharacters(Configuration conf) {
    conf.setBoolean(ANY_CHARACTERS, true);
  }

  /** A judge of rows from {@code position} on, as strict as the job's settings. */
  public static RowScanner scanner(Configuration conf, long position, BadRowListener listener) {
    if (conf.getBoolean(ANY_CHARACTERS, false)) {
      return RowScanner.ofAnyCharacters(position, listener);
    }
    return new RowScanner(
        position, conf.getBoolean(CRLF, false), conf.getBoolean(IGNORE_CASE, false), listener);
  }

  /** Each of them a {@link StoredSplit}. */
  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    List<InputSplit> splits = new ArrayList<>();
    Path file = null;
    boolean sequence = false;
    for (InputSplit split : super.getSplits(context)) { // those of a file follow each other
      FileSplit part = (FileSplit) split;
      if (!part.getPath().equals(file)) {
        file = part.getPath();
        sequence = isSequence(file, context.getConfiguration());
      }
      splits.add(new StoredSplit(part, sequence));
    }
    return splits;
  }

  /** The same in the order of the rows; local files are listed in no order. */
  public List<StoredSplit> splitsInOrder(JobContext context) throws IOException {
    return getSplits(context).stream()
        .map(StoredSplit.class::cast)
        .sorted(Comparator.comparing(StoredSplit::getPath).thenComparing(StoredSplit::getStart))
        .toList();
  }

  /** Bytes that a split of a large file with such blocks has. */
  public static long splitBytes(JobContext context, long blockBytes) {
    long least = Math.max(1, getMinSplitSize(context));
    return Math.max(least, Math.min(getMaxSplitSize(context), blockBytes));
  }

  /** Reads a {@link StoredSplit} or a {@link CombinedSplit}. */
  @Override
  public RecordReader<LongWritable, RowBatch> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new DeviceIdRecordReader();
  }

  /** As the driver found them; Hadoop's own way knows no name that looks like a glob. */
  @Override
  protected List<FileStatus> listStatus(JobContext context) throws IOException {
    return InputFiles.of(context).files();
  }

  @Override
  protected boolean isSplitable(JobContext context, Path file) {
    return !Compressed.is(file, context.getConfiguration());
  }

  @Override
  protected long computeSplitSize(long blockSize, long minSize, long maxSize) {
    long size = super.computeSplitSize(blockSize, minSize, maxSize);
    return Math.max(DeviceIds.ROW_BYTES, size - size % DeviceIds.ROW_BYTES);
  }

  private static boolean isSequence(Path file, Configuration conf) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(conf).open(file)) {
      return SequenceHeader.isAtStartOf(in);
    }
  }
}
