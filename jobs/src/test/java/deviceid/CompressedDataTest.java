// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed rows: whole, cut off, spoilt, and those that only look so. Never a short count. */
class CompressedDataTest {

  private static final String ROWS = Dataset.rows(42, 2_000);

  @TempDir Path folder;

  @BeforeEach
  void makeInputs() throws Exception {
    Dataset.write(folder.resolve("text/x.gz"), ROWS);
    Dataset.write(folder.resolve("text/x.bz2"), ROWS);
    Dataset.write(folder.resolve("text/x.deflate"), ROWS);
    Dataset.write(folder.resolve("text/x.snappy"), ROWS);
    Dataset.write(folder.resolve("text/x.lz4"), ROWS);
    Dataset.write(folder.resolve("text/x.zst"), ROWS);
    Dataset.write(folder.resolve("crlf/x.gz"), ROWS.toUpperCase(Locale.ROOT).replace("\n", "\r\n"));
    Dataset.write(folder.resolve("noise/x.gz"), "\u00b5noise");
    Dataset.write(folder.resolve("nothing/x.gz"), "");
    Dataset.write(folder.resolve("other/x.gz"), packed("bz2", ROWS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "deflate"})
  void countsOneFileAndSaysThatOneMapReadsIt(String suffix) throws Exception {
    Dataset.write(folder.resolve("ids/x." + suffix), packed(suffix, ROWS));

    Run run = run("count @/ids @/x -Dmapreduce.input.fileinputformat.split.maxsize=4100");

    run.succeeds();
    assertThat(run.err())
        .contains("\nx." + suffix + " is compressed: one map reads it, no parallelism\n");
    assertThat(run.out()).contains("2,000 ids in 1 maps");
    assertThat(Dataset.readCounts(folder.resolve("x"))).isEqualTo(Dataset.countByFirst(ROWS));
  }

  @Test
  void countsEveryMemberOfAConcatenatedFileAndAnEmptyOne() throws Exception {
    String members = packed("gz", ROWS) + packed("gz", "") + packed("gz", ROWS);
    Dataset.write(folder.resolve("ids/a.gz"), members);
    Dataset.write(folder.resolve("ids/b.gz"), packed("gz", ""));
    Dataset.write(folder.resolve("ids/c"), ROWS);

    Run run = run("count @/ids @/x");

    run.succeeds()
        .says("2 files are compressed: one map reads each, no parallelism within a file\n");
    assertThat(Dataset.readCounts(folder.resolve("x")))
        .isEqualTo(Dataset.countByFirst(ROWS + ROWS + ROWS));
  }

  /** As gzip -d does: tapes and some transfers fill up a last block. */
  @Test
  void takesZerosBehindGzipDataForPadding() throws Exception {
    Dataset.write(folder.resolve("ids/x.gz"), packed("gz", ROWS) + "\0".repeat(100_000));

    Run run = run("count @/ids @/x");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("x"))).isEqualTo(Dataset.countByFirst(ROWS));
  }

  @Test
  void tellsThatGzipDataWasCompressedTwice() throws Exception {
    Dataset.write(folder.resolve("ids/x.gz"), twice());

    Run run = run("count @/ids @/x");

    run.exits(3);
    assertThat(run.err())
        .contains("/ids/x.gz row 1 (byte 0): gzip data inside gzip data: \"")
        .endsWith(" Decompress it once: gzip -d FILE.\n");
  }

  /**
   * In the header, early, in the middle, and before each of the last bytes, which are checksums.
   */
  @ParameterizedTest
  @CsvSource({
    "gz, 5",
    "gz, 11",
    "gz, 500",
    "gz, 20000",
    "gz, -9",
    "gz, -8",
    "gz, -5",
    "gz, -4",
    "gz, -1",
    "deflate, 3",
    "deflate, 20000",
    "deflate, -5",
    "deflate, -4",
    "deflate, -1"
  })
  void failsOnAFileThatIsCutOff(String suffix, int at) throws Exception {
    String whole = packed(suffix, ROWS);
    int length = at < 0 ? whole.length() + at : at;
    Dataset.write(folder.resolve("ids/x." + suffix), whole.substring(0, length));

    Run run = run("count @/ids @/x");

    assertThat(run.status()).as(run.toString()).isIn(1, 2);
    assertThat(run.err().lines().reduce((a, b) -> b).orElse(""))
        .containsAnyOf("job 'count ids' failed", "/ids/x." + suffix + " cannot be decompressed: ")
        .doesNotContain("null");
    assertThat(Dataset.names(folder)).doesNotContain("x");
  }

  @ParameterizedTest
  @CsvSource({"gz, garbage", "gz, NULs and more", "gz, flipped", "deflate, flipped"})
  void failsOnAFileThatIsSpoilt(String suffix, String how) throws Exception {
    String whole = packed(suffix, ROWS);
    int middle = whole.length() / 2;
    String spoilt =
        switch (how) {
          case "garbage" -> whole + "no member begins so";
          case "NULs and more" -> whole + "\0".repeat(512) + "x";
          default ->
              whole.substring(0, middle)
                  + (char) (whole.charAt(middle) ^ 1)
                  + whole.substring(middle + 1);
        };
    Dataset.write(folder.resolve("ids/x." + suffix), spoilt);

    Run run = run("count @/ids @/x");

    run.exits(1);
    assertThat(run.err()).endsWith("job 'count ids' failed; the log lines above name the cause\n");
    assertThat(Dataset.names(folder)).doesNotContain("x");
  }

  /** Found before a job starts, whose every task would fail four times. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/x.gz      | 2 | cannot be decompressed: no gzip data: it holds text. Give it a name that does not end with .gz
          crlf/x.gz      | 2 | cannot be decompressed: no gzip data: it holds text. Give it a name that does not end with .gz
          noise/x.gz     | 2 | cannot be decompressed: no gzip data: it holds other data. Restore the file
          text/x.deflate | 2 | cannot be decompressed: incorrect header check
          text/x.bz2     | 2 | has a format in which Hadoop may not notice that a file is cut off
          text/x.snappy  | 2 | has a format in which Hadoop may not notice that a file is cut off
          text/x.lz4     | 2 | has a format in which Hadoop may not notice that a file is cut off
          text/x.zst     | 2 | has a format in which Hadoop may not notice that a file is cut off
          nothing/x.gz   | 2 | cannot be decompressed: no gzip data: the file is empty
          other/x.gz     | 2 | cannot be decompressed: no gzip data: it holds bzip2 data. Decompress it: bzip2 -d FILE
          """)
  void refusesWhatIsNotAsItsNameSays(String name, int status, String message) throws Exception {
    Refused.check(
        folder, "count @/" + name + " @/x", status, "input file:@/" + name + " " + message);
  }

  /** Hadoop's streams of these end without a word where their file is cut off between blocks. */
  @ParameterizedTest
  @ValueSource(strings = {"bz2", "snappy"})
  void refusesFormatsWhoseEndIsNotChecked(String suffix) throws Exception {
    String whole = packed(suffix, ROWS);
    Dataset.write(folder.resolve("ids/x." + suffix), whole);

    Refused.check(folder, "count @/ids @/x", 2, "give it as gzip or plain text");
    assertThat(unpacked(suffix, whole)).isEqualTo(ROWS);
    assertThat(unpacked(suffix, suffix.equals("bz2") ? ROWS : whole.substring(0, 2))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gz, 'gzip data, which needs a name that ends with .gz', Rename it to FILE.gz.",
    "bz2, bzip2 data, 'Decompress it: bzip2 -d FILE.'"
  })
  void tellsThatARowIsNoTextAtAll(String suffix, String reason, String nextStep) throws Exception {
    Dataset.write(folder.resolve("ids/x.txt"), packed(suffix, ROWS));

    Run run = run("count @/ids @/x");

    run.exits(3);
    assertThat(run.err())
        .contains("/ids/x.txt row 1 (byte 0): " + reason + ": \"")
        .endsWith(" " + nextStep + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "deflate"})
  void samplesOneByScans(String suffix) throws Exception {
    Dataset.write(folder.resolve("ids/x." + suffix), packed(suffix, ROWS));

    Run run = run("sample @/ids @/x --repeats 1");

    run.succeeds().says("is compressed: its rows are not fixed-width");
    assertThat(Dataset.readCounts(folder.resolve("x/size-2000")))
        .isEqualTo(Dataset.countByFirst(ROWS));
  }

  private Run run(String line) {
    return Run.of(line.replace("@", folder.toString()).split(" "));
  }

  private static String unpacked(String suffix, String bytes) throws IOException {
    try (InputStream in =
        codec(suffix).createInputStream(new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)))) {
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  private static CompressionCodec codec(String suffix) {
    return new CompressionCodecFactory(new Configuration())
        .getCodec(new org.apache.hadoop.fs.Path("x." + suffix));
  }

  private static String twice() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec("gz").createOutputStream(bytes)) {
      out.write(packed("gz", ROWS).getBytes(ISO_8859_1));
    }
    return bytes.toString(ISO_8859_1);
  }

  /** A text as Hadoop's codec of that suffix compresses it, a character a byte. */
  private static String packed(String suffix, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = codec(suffix).createOutputStream(bytes)) {
      out.write(text.getBytes(US_ASCII));
    }
    return bytes.toString(ISO_8859_1);
  }
}
