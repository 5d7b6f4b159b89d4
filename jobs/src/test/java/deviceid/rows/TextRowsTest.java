// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.input.DeviceIds;
import deviceid.rows.RowVerdicts.Described;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines longer than a row, over any number of splits: each is one bad row, and no byte is lost. */
class TextRowsTest {

  private static final String ROWS = Dataset.rows(42, 5);

  @TempDir Path folder;

  private final byte[] buffer = new byte[PartReader.BUFFER_BYTES];
  private final StringBuilder good = new StringBuilder();
  private final List<String> bad = new ArrayList<>();
  private final List<Long> bytes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {41, 205, 206, 4_096, 100_000, 999_999, 2_000_000})
  void reportsALongLineOnceWithItsLength(long split) throws Exception {
    String text = ROWS + "a".repeat(1_000_000) + "\n" + ROWS;
    Path file = Dataset.write(folder.resolve("f"), text);

    read(file, split, DeviceIds.BATCH_ROWS);

    assertThat(good).hasToString(ROWS + ROWS);
    assertThat(bad).containsExactly("205+1000000");
    assertThat(sum()).isEqualTo(text.length());
  }

  @Test
  void givesASplitInsideALineNoRowsAndNoBytes() throws Exception {
    Path file = Dataset.write(folder.resolve("f"), "a".repeat(1_000_000) + "\n" + ROWS);

    read(file, 100_000, DeviceIds.BATCH_ROWS);

    assertThat(bytes).startsWith(1_000_001L).containsOnly(1_000_001L, 0L, 205L).hasSize(11);
  }

  /** Read in pieces of any size, and cut anywhere: the same rows, each byte in one split. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void accountsForEveryByteWhereverItIsCut(int seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    for (String row : Dataset.rows(seed, 60).lines().toList()) {
      if (random.nextInt(4) == 0) {
        int length = 41 + random.nextInt(random.nextBoolean() ? 100 : 20_000);
        expected.add(text.length() + "+" + length);
        text.append("x".repeat(length)).append('\n');
      }
      text.append(row).append('\n');
      rows.append(row).append('\n');
    }
    Path file = Dataset.write(folder.resolve("f"), text.toString());
    for (int i = 0; i < 20; i++) {
      good.setLength(0);
      bad.clear();
      bytes.clear();

      read(file, 1 + random.nextInt(text.length()), 1 + random.nextInt(100));

      assertThat(good).hasToString(rows.toString());
      assertThat(bad).isEqualTo(expected);
      assertThat(sum()).isEqualTo(text.length());
    }
  }

  /** Nothing of the line is held but its beginning. */
  @Test
  void readsAFileWithoutANewline() throws Exception {
    Path file = folder.resolve("f");
    long length = 40L << 20;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(length);
    }

    read(file, 4 << 20, DeviceIds.BATCH_ROWS);

    assertThat(bad).containsExactly("0+" + length);
    assertThat(bytes).hasSize(10).startsWith(length);
    assertThat(sum()).isEqualTo(length);
  }

  private long sum() {
    return bytes.stream().mapToLong(Long::longValue).sum();
  }

  /** Reads all splits in order, each of {@code length} bytes, in pieces of {@code most} rows. */
  private void read(Path file, long length, int most) throws Exception {
    long size = Files.size(file);
    for (long from = 0; from < size; from += length) {
      FileSplit part =
          new FileSplit(
              new org.apache.hadoop.fs.Path(file.toUri()),
              from,
              Math.min(length, size - from),
              new String[0]);
      RowVerdicts verdicts = new RowVerdicts(1_000);
      try (TextRows rows =
          new TextRows(new StoredSplit(part, false), new Configuration(false), verdicts)) {
        for (int got = rows.next(buffer, most); got >= 0; got = rows.next(buffer, most)) {
          good.append(new String(buffer, 0, got, StandardCharsets.US_ASCII));
        }
        bytes.add(rows.bytes());
      }
      for (Described line : verdicts.described()) {
        bad.add(line.row().position() + "+" + line.row().length());
      }
    }
  }
}
