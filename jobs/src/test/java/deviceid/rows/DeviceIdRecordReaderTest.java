// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.rows.StoredRowReader.CountingReporter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A file gives the same rows wherever it is cut into splits, also within rows and line ends. */
class DeviceIdRecordReaderTest {

  static final List<Long> SEEDS = new Random(1).longs(30).boxed().toList();

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("SEEDS")
  void givesTheSameRowsForAnyCuts(long seed) throws Exception {
    Random random = new Random(seed);
    String text = text(random);
    Path file = Dataset.write(folder.resolve("f"), text);
    long[] none = {};
    String whole = read(file, none);

    for (int i = 0; i < 10; i++) {
      long[] cuts =
          random.longs(random.nextInt(20), 0, text.length()).distinct().sorted().toArray();
      assertThat(read(file, cuts)).as("cut at %s", cuts).isEqualTo(whole);
    }
  }

  /** Rows of two line ends, one line too long and one too short, cut at every byte. */
  @Test
  void givesTheSameRowsForACutAtEveryByte() throws Exception {
    List<String> rows = Dataset.rows(42, 4).lines().toList();
    String text =
        rows.get(0) + "\r\n" + rows.get(1) + "0\n\n" + rows.get(2) + "\n" + rows.get(3) + "\r\n";
    Path file = Dataset.write(folder.resolve("f"), text);

    for (long cut = 0; cut <= text.length(); cut++) {
      assertThat(read(file, cut))
          .as("cut at %d", cut)
          .isEqualTo(
              rows.get(0) + "\n" + rows.get(2) + "\n" + rows.get(3) + "\n" + "bad 2 of 5 read");
    }
  }

  /** Rows, most of them good, with and without a last newline. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (String row : Dataset.rows(random.nextLong(), random.nextInt(1, 200)).lines().toList()) {
      switch (random.nextInt(12)) {
        case 0 -> text.append(row).append("\r\n");
        case 1 -> text.append(row.toUpperCase(Locale.ROOT)).append('\n');
        case 2 -> text.append(row, 0, random.nextInt(40)).append('\n');
        case 3 -> text.append(row).append(row).append('\n');
        default -> text.append(row).append('\n');
      }
    }
    return random.nextBoolean() ? text.toString() : text.substring(0, text.length() - 1);
  }

  /** All good rows of all splits in order, and how many others there were. */
  private String read(Path file, long... cuts) throws Exception {
    Configuration conf = new Configuration(false);
    conf.setClass("fs.file.impl", PosixLocalFileSystem.class, FileSystem.class); // forks nothing
    DeviceIdInputFormat.accept(conf, true, false);
    StringBuilder text = new StringBuilder();
    long bad = 0;
    long read = 0;
    long from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      long to = i < cuts.length ? cuts[i] : file.toFile().length();
      FileSplit part =
          new FileSplit(
              new org.apache.hadoop.fs.Path(file.toUri()), from, to - from, new String[0]);
      StoredSplit split = new StoredSplit(part, false);
      Counters counters = new Counters();
      TaskAttemptContext context =
          new TaskAttemptContextImpl(conf, new TaskAttemptID(), new CountingReporter(counters));
      text.append(read(split, context));
      bad += RowVerdicts.badRows(name -> counters.findCounter(name).getValue());
      read += counters.findCounter(Ids.IDS_READ).getValue();
      from = to;
    }
    return text + "bad " + bad + " of " + read + " read";
  }

  private static String read(FileSplit split, TaskAttemptContext context) throws Exception {
    StringBuilder rows = new StringBuilder();
    try (DeviceIdRecordReader reader = new DeviceIdRecordReader()) {
      reader.initialize(split, context);
      while (reader.nextKeyValue()) {
        BytesWritable batch = reader.getCurrentValue();
        rows.append(new String(batch.getBytes(), 0, batch.getLength(), StandardCharsets.US_ASCII));
      }
    }
    return rows.toString();
  }
}
