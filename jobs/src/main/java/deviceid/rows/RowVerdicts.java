// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import deviceid.cli.Printable;
import deviceid.cli.RowCount;
import deviceid.input.BadRow;
import deviceid.input.BadRow.Flaw;
import deviceid.input.BadRowReason;
import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskInputOutputContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * What one map task found in its input: rows by verdict, and the first ten bad ones in words. The
 * words go to a hidden side file through the job's committer, so that the driver can show them
 * after the job; a bad row never fails a task, which would cost four attempts.
 */
public final class RowVerdicts implements RowScanner.BadRowListener {

  /** Bad rows that are kept in words, per task. */
  public static final int SAMPLES = 10;

  private static final String SIDE_FILE = "_bad-rows";

  /** Stands in the side file before the next step, which holds none. */
  private static final String TAB = "\t";

  /**
   * A bad row in words.
   *
   * @param file its file, safe to print
   */
  record Described(String file, BadRow row, BadRowReason why) {

    String line() {
      return file + " " + row.place() + ": " + why.reason() + ": " + row.quoted();
    }
  }

  /**
   * The first bad rows of a job.
   *
   * @param lines one a row: its file, place, reason and beginning
   * @param nextStep what to do about the first of them
   */
  public record BadRows(List<String> lines, Optional<String> nextStep) {

    public BadRows {
      lines = List.copyOf(lines);
    }
  }

  private final int samples;
  private final Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
  private final List<Described> described = new ArrayList<>();
  private String file = "";

  public RowVerdicts() {
    this(SAMPLES);
  }

  /**
   * @param samples bad rows to keep in words
   */
  RowVerdicts(int samples) {
    this.samples = samples;
  }

  /** Names the file that the next rows come from. */
  public void enter(Path path) {
    file = Printable.line(path.toString());
  }

  @Override
  public void found(BadRow row) {
    found(row, () -> BadRowReason.of(row, file));
  }

  /** Tells of a value of a sequence file that is no ID; its first bytes are at hand. */
  void foundValue(long position, int width, byte[] first) {
    BadRow row =
        new BadRow(Flaw.WIDTH, BadRow.UNKNOWN, position, width, new String(first, ISO_8859_1));
    found(
        row,
        () ->
            new BadRowReason(
                RowCount.format(width) + " bytes wide, not " + DeviceIds.ID_BYTES,
                BadRowReason.SKIP));
  }

  private void found(BadRow row, Supplier<BadRowReason> why) {
    flaws.merge(row.flaw(), 1L, Long::sum);
    if (described.size() < samples) {
      described.add(new Described(file, row, why.get()));
    }
  }

  /** The bad rows so far that are kept in words. */
  List<Described> described() {
    return described;
  }

  /** The first bad rows so far. */
  BadRows inWords() {
    return new BadRows(
        described.stream().map(Described::line).toList(),
        described.stream().findFirst().map(bad -> bad.why().nextStep()));
  }

  /** Publishes the counters and the side file, once, when the task has read all of its input. */
  public void publish(TaskAttemptContext context, long rows, long unterminated) throws IOException {
    context.getCounter(Ids.IDS_READ).increment(rows);
    context.getCounter(Ids.IDS_UNTERMINATED).increment(unterminated);
    for (Flaw flaw : Flaw.values()) {
      context.getCounter(counter(flaw)).increment(flaws.getOrDefault(flaw, 0L));
    }
    if (!described.isEmpty() && context instanceof TaskInputOutputContext<?, ?, ?, ?> task) {
      writeSamples(task);
    }
  }

  /** The counter of a flaw. */
  public static Ids counter(Flaw flaw) {
    return switch (flaw) {
      case WIDTH -> Ids.IDS_BAD_WIDTH;
      case CHARACTER -> Ids.IDS_BAD_CHARACTER;
      case LINE_END -> Ids.IDS_BAD_LINE_END;
    };
  }

  /** Bad rows of all kinds together. */
  public static long badRows(ToLongFunction<Ids> counters) {
    return Arrays.stream(Flaw.values()).map(RowVerdicts::counter).mapToLong(counters).sum();
  }

  /** Reads the first ten bad rows that the tasks of a job left in its output, in task order. */
  static BadRows readBadRows(JobOutput output) throws IOException {
    List<String> lines = new ArrayList<>();
    output.readLines(SIDE_FILE + "-", lines::add);
    return new BadRows(
        lines.stream()
            .limit(SAMPLES)
            .map(line -> line.substring(0, line.lastIndexOf(TAB)))
            .toList(),
        lines.stream().findFirst().map(line -> line.substring(line.lastIndexOf(TAB) + 1)));
  }

  private void writeSamples(TaskInputOutputContext<?, ?, ?, ?> context) throws IOException {
    Path path;
    try {
      path = FileOutputFormat.getPathForWorkFile(context, SIDE_FILE, "");
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
    StringBuilder text = new StringBuilder();
    for (Described bad : described) {
      text.append(bad.line()).append(TAB).append(bad.why().nextStep()).append('\n');
    }
    try (FSDataOutputStream out = path.getFileSystem(context.getConfiguration()).create(path)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
