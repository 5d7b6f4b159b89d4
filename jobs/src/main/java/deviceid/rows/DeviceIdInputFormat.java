// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import deviceid.input.RowScanner.BadRowListener;
import deviceid.rows.InputFile.Form;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.security.TokenCache;

/**
 * Stored rows as batches: key, a position in the file; value, up to 8,192 good rows. Files are cut
 * at multiples of 41 bytes, the row boundaries of a fixed-width file, and any other cut gives the
 * same rows. A compressed file is one split. A file that begins as a sequence file is read as one,
 * whatever its name.
 *
 * <p>A driver that has found the files makes the splits with {@link #feed}; a job that only names
 * its input paths has them found here.
 */
public final class DeviceIdInputFormat extends FileInputFormat<LongWritable, RowBatch> {

  /** How the parts of files become splits. */
  public enum Layout {
    /** Each part is a split. */
    PLAIN,
    /**
     * Where there are more than a hundred, small parts that follow each other become one split, so
     * that a map has as much to read as from a large file.
     */
    COMBINED,
    /**
     * Each part is a split, and maps are numbered in the order of the rows: job submission sorts
     * splits by length, longest first, so each reports the length of the longest from it on.
     */
    ORDERED
  }

  private static final String CRLF = "deviceid.input.crlf";
  private static final String IGNORE_CASE = "deviceid.input.ignore-case";
  private static final String ANY_CHARACTERS = "deviceid.input.any-characters";

  private InputFiles found;

  /** For the framework. */
  public DeviceIdInputFormat() {}

  private DeviceIdInputFormat(InputFiles found) {
    this.found = found;
  }

  /** Sets a job to read files that were found, in splits that are made now. */
  public static void feed(Job job, InputFiles files, Layout layout) throws IOException {
    job.setInputFormatClass(DeviceIdInputFormat.class);
    List<StoredSplit> parts = splits(job, files);
    PlannedSplits.leave(
        job,
        switch (layout) {
          case PLAIN -> parts;
          case COMBINED -> CombinedSplit.combine(parts, splitBytes(job, CombinedSplit.BLOCK_BYTES));
          case ORDERED -> ordered(parts);
        });
  }

  /** Names files as a job's input, with the tokens that its tasks need to open them. */
  public static void setInput(Job job, InputFiles files) throws IOException {
    setInputPaths(job, files.root());
    Path[] roots = files.named().toArray(Path[]::new);
    TokenCache.obtainTokensForNamenodes(job.getCredentials(), roots, job.getConfiguration());
  }

  /** The parts into which a job's settings cut files, in the order of the rows. */
  public static List<StoredSplit> splits(Job job, InputFiles files) throws IOException {
    return new DeviceIdInputFormat(files).cut(job);
  }

  /** Sets what readers accept as good besides plain rows. */
  public static void accept(Configuration conf, boolean crlf, boolean ignoreCase) {
    conf.setBoolean(CRLF, crlf);
    conf.setBoolean(IGNORE_CASE, ignoreCase);
    conf.setBoolean(ANY_CHARACTERS, false);
  }

  /** Lets readers take every row of 40 characters, for a job that compares them itself. */
  public static void acceptAnyCharacters(Configuration conf) {
    conf.setBoolean(ANY_CHARACTERS, true);
  }

  /** A judge of rows from {@code position} on, as strict as the job's settings. */
  public static RowScanner scanner(Configuration conf, long position, BadRowListener listener) {
    return new RowScanner(
        position,
        conf.getBoolean(CRLF, false),
        conf.getBoolean(IGNORE_CASE, false),
        conf.getBoolean(ANY_CHARACTERS, false),
        listener);
  }

  /** Bytes that a split of a large file with such blocks has. */
  public static long splitBytes(JobContext context, long blockBytes) {
    long least = Math.max(1, getMinSplitSize(context));
    return Math.max(least, Math.min(getMaxSplitSize(context), blockBytes));
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Optional<List<InputSplit>> planned = PlannedSplits.take(context);
    if (planned.isPresent()) {
      return planned.get();
    }
    Path input = getInputPaths(context)[0];
    Configuration conf = context.getConfiguration();
    TokenCache.obtainTokensForNamenodes(context.getCredentials(), new Path[] {input}, conf);
    try {
      return List.copyOf(new DeviceIdInputFormat(InputFiles.find(input, conf)).cut(context));
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }

  /** Reads a {@link StoredSplit} or a {@link CombinedSplit}. */
  @Override
  public RecordReader<LongWritable, RowBatch> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    return new DeviceIdRecordReader();
  }

  private List<StoredSplit> cut(JobContext context) throws IOException {
    Map<Path, InputFile> files = new HashMap<>();
    found.files().forEach(file -> files.put(file.path(), file));
    List<StoredSplit> parts = new ArrayList<>();
    for (InputSplit split : super.getSplits(context)) {
      FileSplit part = (FileSplit) split;
      parts.add(new StoredSplit(part, files.get(part.getPath()).form() == Form.SEQUENCE));
    }
    return parts;
  }

  private static List<StoredSplit> ordered(List<StoredSplit> parts) throws IOException {
    List<StoredSplit> splits = new ArrayList<>();
    long longest = 0;
    for (int i = parts.size() - 1; i >= 0; i--) {
      longest = Math.max(longest, parts.get(i).getLength());
      splits.add(parts.get(i).reporting(longest));
    }
    Collections.reverse(splits);
    return splits;
  }

  /** As the driver found them, in the order of their names. */
  @Override
  protected List<FileStatus> listStatus(JobContext context) {
    return found.files().stream().map(InputFile::status).toList();
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
}
