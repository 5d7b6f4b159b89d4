// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.Printable;
import deviceid.cli.RowCount;
import deviceid.input.Escaped;
import deviceid.input.PackedIds;
import deviceid.input.RowScanner;
import deviceid.input.RowScanner.Flaw;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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

  /** What files of other kinds begin with, as characters of one byte. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "\u00ef\u00bb\u00bf", "begins with a byte order mark",
          "\u00ff\u00fe", "begins with the byte order mark of UTF-16",
          "\u00fe\u00ff", "begins with the byte order mark of UTF-16",
          "\u001f\u008b", "begins as gzip data does, which needs a name that ends with .gz",
          "BZh", "begins as bzip2 data does; give it as gzip or plain text");

  private String file = "";
  private final Map<Flaw, Long> flaws = new EnumMap<>(Flaw.class);
  private final List<String> samples = new ArrayList<>();

  /** Names the file that the next rows come from. */
  public void enter(Path path) {
    file = Printable.line(path.toString());
  }

  @Override
  public void found(Flaw flaw, long position, byte[] buffer, int from, int to) {
    found(flaw, position, () -> reason(flaw, buffer, from, to), buffer, from, to);
  }

  /** Tells of a value of a sequence file that is no ID; its first bytes are at hand. */
  void foundValue(long position, long width, byte[] first) {
    String reason = RowCount.format(width) + " bytes wide, not " + PackedIds.BYTES;
    found(Flaw.WIDTH, position, () -> reason, first, 0, first.length);
  }

  private void found(
      Flaw flaw, long position, Supplier<String> reason, byte[] buffer, int from, int to) {
    flaws.merge(flaw, 1L, Long::sum);
    if (samples.size() < SAMPLES) {
      samples.add(
          String.format(
              Locale.ROOT,
              "%s byte %,d: %s: %s",
              file,
              position,
              reason.get(),
              Escaped.ascii(buffer, from, to)));
    }
  }

  /** Publishes the counters and the side file, once, when the task has read all of its input. */
  public void publish(TaskAttemptContext context, long rows, long unterminated) throws IOException {
    context.getCounter(Ids.IDS_READ).increment(rows);
    context.getCounter(Ids.IDS_UNTERMINATED).increment(unterminated);
    for (Flaw flaw : Flaw.values()) {
      context.getCounter(counter(flaw)).increment(flaws.getOrDefault(flaw, 0L));
    }
    if (!samples.isEmpty() && context instanceof TaskInputOutputContext<?, ?, ?, ?> task) {
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

  /** The first ten lines that the tasks of a job left in its output, in task order. */
  public static List<String> readSamples(FileSystem fs, Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FileStatus file : new JobOutput(fs, output).list(SIDE_FILE + "-")) {
      byte[] text = new byte[Math.toIntExact(file.getLen())];
      try (var in = fs.open(file.getPath())) {
        in.readFully(text);
      }
      new String(text, StandardCharsets.UTF_8).lines().forEach(lines::add);
    }
    return lines.subList(0, Math.min(SAMPLES, lines.size()));
  }

  private void writeSamples(TaskInputOutputContext<?, ?, ?, ?> context) throws IOException {
    Path path;
    try {
      path = FileOutputFormat.getPathForWorkFile(context, SIDE_FILE, "");
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
    try (FSDataOutputStream out = path.getFileSystem(context.getConfiguration()).create(path)) {
      out.write((String.join("\n", samples) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String reason(Flaw flaw, byte[] buffer, int from, int to) {
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      byte[] bytes = beginning.getKey().getBytes(StandardCharsets.ISO_8859_1);
      int end = Math.min(to, from + bytes.length);
      if (Arrays.equals(buffer, from, end, bytes, 0, bytes.length)) {
        return beginning.getValue();
      }
    }
    return switch (flaw) {
      case WIDTH -> "not 40 characters wide";
      case CHARACTER -> "not lower-case hexadecimal";
      case LINE_END -> "ends with CRLF";
    };
  }
}
