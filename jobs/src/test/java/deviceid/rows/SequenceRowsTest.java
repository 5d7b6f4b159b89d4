// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import deviceid.SequenceData;
import deviceid.input.DeviceIds;
import deviceid.rows.PartReader.DamagedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What Hadoop's writer wrote is read whole wherever it is cut into splits, and nothing else is. */
class SequenceRowsTest {

  static final List<Long> SEEDS = new Random(2).longs(20).boxed().toList();

  private static final int HEADER = 95; // of a file without the writer's own texts

  @TempDir Path folder;

  private final byte[] buffer = new byte[PartReader.BUFFER_BYTES];
  private String rows;
  private long found;
  private long bytes;

  @ParameterizedTest
  @FieldSource("SEEDS")
  void givesTheSameRowsForAnyCuts(long seed) throws Exception {
    Random random = new Random(seed);
    int records = random.nextInt(30_000);
    String text = Dataset.rows(seed, records);
    Path file = write(text, random);
    long length = Files.size(file);

    for (int i = 0; i < 10; i++) {
      read(file, random.longs(random.nextInt(20), 0, length).distinct().sorted().toArray());
      assertThat(rows).isEqualTo(text);
      assertThat(found).isGreaterThanOrEqualTo(records);
      assertThat(bytes).isEqualTo(length);
    }
  }

  /** Marks, records and values that are no IDs, cut at every byte, the header's too. */
  @Test
  void givesTheSameRowsForACutAtEveryByte() throws Exception {
    String text = Dataset.rows(1, 12);
    Path file = write(text, new Random(3));
    long length = Files.size(file);

    for (long cut = 1; cut < length; cut++) {
      read(file, cut);
      assertThat(rows).as("cut at %d", cut).isEqualTo(text);
      assertThat(bytes).as("cut at %d", cut).isEqualTo(length);
    }
  }

  @Test
  void keepsThePositionOfEveryRow() throws Exception {
    Path file = SequenceData.write(folder.resolve("f"), Dataset.rows(1, 5_000));
    try (SequenceRows source = source(file, 0, Files.size(file))) {
      assertThat(source.next(buffer, DeviceIds.BATCH_ROWS)).isEqualTo(5_000 * 41);
      assertThat(source.position(0)).isEqualTo(HEADER);
      assertThat(source.position(10)).isEqualTo(HEADER + 320);
      assertThat(source.position(4_999)).isEqualTo(HEADER + 4_999 * 32 + 20); // a mark is between
    }
  }

  /** Cut off at any byte, it gives the rows before, and is damaged but where a record ends. */
  @Test
  void findsEveryCutWithinARecord() throws Exception {
    String text = Dataset.rows(1, 3);
    byte[] whole = Files.readAllBytes(SequenceData.write(folder.resolve("f"), text));
    for (int length = HEADER; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      int records = (length - HEADER) / 32;
      if (HEADER + records * 32 == length) {
        read(cut);
      } else {
        assertThatThrownBy(() -> read(cut))
            .isInstanceOf(DamagedFileException.class)
            .hasMessage("the file ends within what begins here")
            .extracting(e -> ((DamagedFileException) e).position())
            .isEqualTo(HEADER + records * 32L);
      }
      assertThat(rows).isEqualTo(text.substring(0, records * 41));
    }
  }

  /** Any spoilt bit outside of the values is found; within a value it makes another ID. */
  @Test
  void findsEverySpoiltBitOfARecordsLengths() throws Exception {
    byte[] whole = Files.readAllBytes(SequenceData.write(folder.resolve("f"), Dataset.rows(1, 3)));
    for (int bit = 0; bit < 12 * 8; bit++) {
      byte[] spoilt = whole.clone();
      spoilt[HEADER + 32 + bit / 8] ^= (byte) (1 << bit % 8);
      Path file = Files.write(folder.resolve("spoilt"), spoilt);

      assertThatThrownBy(() -> read(file))
          .as("bit %d", bit)
          .isInstanceOf(DamagedFileException.class);
      assertThat(rows).isEqualTo(Dataset.rows(1, 1));
    }
  }

  @Test
  void findsASpoiltMark() throws Exception {
    byte[] whole =
        Files.readAllBytes(SequenceData.write(folder.resolve("f"), Dataset.rows(1, 4_000)));
    int mark = HEADER + 3_198 * 32; // the first record boundary behind 102,400 bytes
    assertThat(HexFormat.of().formatHex(whole, mark, mark + 4)).isEqualTo("ffffffff");
    for (int at = mark; at < mark + 20; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= 1;
      Path file = Files.write(folder.resolve("spoilt"), spoilt);

      assertThatThrownBy(() -> read(file))
          .as("byte %d", at)
          .isInstanceOf(DamagedFileException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "19", "21", "40", "41", "200000"})
  void judgesAValueOfAnotherWidthABadRow(int width) throws Exception {
    Path file = folder.resolve("f");
    String row = Dataset.rows(1, 1);
    try (SequenceFile.Writer writer = SequenceData.writer(file)) {
      append(writer, row.strip());
      writer.append(NullWritable.get(), new BytesWritable(new byte[width]));
      append(writer, row.strip());
    }
    read(file);
    assertThat(rows).isEqualTo(row + row);
    assertThat(found).isEqualTo(3);
    assertThat(bytes).isEqualTo(Files.size(file));
  }

  /** Rows with marks wherever the writer likes, and now and then a value that is no ID. */
  private Path write(String text, Random random) throws IOException {
    Path file = folder.resolve("f");
    try (SequenceFile.Writer writer = SequenceData.writer(file)) {
      for (String row : text.lines().toList()) {
        append(writer, row);
        if (random.nextInt(4) == 0) {
          writer.sync();
        }
        if (random.nextInt(50) == 0) {
          writer.append(NullWritable.get(), new BytesWritable(new byte[random.nextInt(20)]));
        }
      }
    }
    return file;
  }

  private static void append(SequenceFile.Writer writer, String row) throws IOException {
    writer.append(NullWritable.get(), new BytesWritable(HexFormat.of().parseHex(row)));
  }

  /** Reads all splits in order. */
  private void read(Path file, long... cuts) throws IOException {
    StringBuilder text = new StringBuilder();
    found = 0;
    bytes = 0;
    long from = 0;
    try {
      for (int i = 0; i <= cuts.length; i++) {
        long to = i < cuts.length ? cuts[i] : Files.size(file);
        try (SequenceRows source = source(file, from, to)) {
          for (int good = source.next(buffer, DeviceIds.BATCH_ROWS);
              good >= 0;
              good = source.next(buffer, DeviceIds.BATCH_ROWS)) {
            text.append(new String(buffer, 0, good, StandardCharsets.US_ASCII));
          }
          found += source.rows();
          bytes += source.bytes();
        }
        from = to;
      }
    } finally {
      rows = text.toString();
    }
  }

  private static SequenceRows source(Path file, long from, long to) throws IOException {
    FileSplit part =
        new FileSplit(new org.apache.hadoop.fs.Path(file.toUri()), from, to - from, new String[0]);
    return new SequenceRows(
        new StoredSplit(part, true), new Configuration(false), new RowVerdicts());
  }
}
