// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.BadRowReason;
import deviceid.input.DeviceIds;
import deviceid.rows.RowVerdicts.BadRows;
import deviceid.rows.RowVerdicts.Described;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** Reads stored rows in this process, by the reader that a job's maps use: all, or the first. */
public final class StoredRowReader {

  /** Bytes of a line without an end after which {@link #first} looks no further. */
  private static final int LONGEST_LINE = 1 << 19;

  /** Takes a batch; it is used again for the next one. */
  public interface Sink {
    void take(RowBatch batch) throws IOException;
  }

  /**
   * A row, good or bad.
   *
   * @param text its 40 characters, or the beginning of a bad one in quotes
   * @param why it is bad; empty if it is good
   */
  public record Row(String text, Optional<BadRowReason> why) {}

  /**
   * The first rows of stored files.
   *
   * @param bytes of input, after decompression, that were read as rows
   * @param stop where a line did not end within the bytes that are read, in words
   */
  public record FirstRows(List<Row> rows, long bytes, Optional<String> stop) {

    public FirstRows {
      rows = List.copyOf(rows);
    }
  }

  private StoredRowReader() {}

  /**
   * All rows of an input, read.
   *
   * @param badRows the first ten of them
   */
  public record AllRows(ToLongFunction<Ids> counters, BadRows badRows) {}

  /** Reads all rows in their order. */
  public static AllRows read(InputFiles files, Configuration conf, Sink sink)
      throws IOException, InterruptedException {
    Job job = Job.getInstance(conf);
    Counters counters = new Counters();
    TaskAttemptContext context =
        new TaskAttemptContextImpl(
            job.getConfiguration(), new TaskAttemptID(), new CountingReporter(counters));
    DeviceIdRecordReader reader = new DeviceIdRecordReader();
    try (reader) { // counts what it read as it closes
      reader.initialize(new CombinedSplit(DeviceIdInputFormat.splits(job, files)), context);
      while (reader.nextKeyValue()) {
        sink.take(reader.getCurrentValue());
      }
    }
    return new AllRows(name -> counters.findCounter(name).getValue(), reader.verdicts().inWords());
  }

  /**
   * Reads the first rows in the order of the files' names, good and bad. Of rows of fixed width, no
   * byte is read beyond them; else at most 1 MiB.
   *
   * @param wanted rows; fewer if there are fewer
   */
  public static FirstRows first(InputFiles files, Configuration conf, int wanted)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    Optional<String> stop = Optional.empty();
    long bytes = 0;
    for (InputFile file : files.files()) {
      if (rows.size() >= wanted || stop.isPresent()) {
        break;
      }
      Path path = file.path();
      StoredSplit whole =
          new StoredSplit(
              new FileSplit(path, 0, file.bytes(), new String[0]),
              file.form() == InputFile.Form.SEQUENCE);
      RowVerdicts verdicts = new RowVerdicts(wanted - rows.size());
      verdicts.enter(path);
      try (PartReader reader = PartReader.open(whole, conf, verdicts)) {
        stop = add(reader, verdicts, wanted, rows).map(line -> path + " " + line);
        bytes += reader.bytes();
      } catch (IOException | FSError e) {
        throw PartReader.naming(path, e);
      }
    }
    return new FirstRows(rows, bytes, stop);
  }

  private static Optional<String> add(
      PartReader reader, RowVerdicts verdicts, int wanted, List<Row> rows) throws IOException {
    byte[] buffer = new byte[PartReader.BUFFER_BYTES];
    long lineStart = 0;
    int most = wanted - rows.size();
    while (rows.size() < wanted) {
      long before = reader.rows();
      int shown = verdicts.described().size();
      int bytes = reader.next(buffer, Math.min(most, DeviceIds.BATCH_ROWS));
      if (bytes < 0) {
        return Optional.empty();
      }
      merge(reader, buffer, bytes, verdicts.described().subList(shown, verdicts.described().size()))
          .stream()
          .limit(wanted - rows.size())
          .forEach(rows::add);
      if (reader.rows() > before) {
        lineStart = reader.position();
        most = wanted - rows.size();
      } else if (reader.position() - lineStart > LONGEST_LINE) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "byte %,d: a line longer than %,d bytes begins here",
                lineStart,
                reader.position() - lineStart));
      } else {
        most = Math.min(2 * most, DeviceIds.BATCH_ROWS);
      }
    }
    return Optional.empty();
  }

  /** The rows of a piece in the order in which they stood. */
  private static List<Row> merge(
      PartReader reader, byte[] buffer, int bytes, List<Described> badRows) {
    List<Row> rows = new ArrayList<>();
    int good = 0;
    for (Described bad : badRows) {
      while (good * DeviceIds.ROW_BYTES < bytes && reader.position(good) < bad.row().position()) {
        rows.add(row(buffer, good++));
      }
      rows.add(new Row(bad.row().quoted(), Optional.of(bad.why())));
    }
    while (good * DeviceIds.ROW_BYTES < bytes) {
      rows.add(row(buffer, good++));
    }
    return rows;
  }

  private static Row row(byte[] buffer, int row) {
    return new Row(
        new String(
            buffer, row * DeviceIds.ROW_BYTES, DeviceIds.ID_CHARACTERS, StandardCharsets.US_ASCII),
        Optional.empty());
  }

  /** Where a task's classes count when they run in a process that is no task. */
  public static final class CountingReporter extends TaskAttemptContextImpl.DummyReporter {

    private final Counters counters;

    public CountingReporter(Counters counters) {
      this.counters = counters;
    }

    @Override
    public Counter getCounter(Enum<?> name) {
      return counters.findCounter(name);
    }

    @Override
    public Counter getCounter(String group, String name) {
      return counters.findCounter(group, name);
    }
  }
}
