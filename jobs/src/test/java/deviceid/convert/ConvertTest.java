// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.SequenceData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.SequenceFile.CompressionType;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in another form are the same rows, for the suite's programs and for Hadoop's own reader. */
class ConvertTest {

  private static final String SMALL_SPLITS = " -Dmapreduce.input.fileinputformat.split.maxsize=";

  @TempDir Path folder;

  @Test
  void hadoopsOwnReaderFindsTheSameRowsInTheSameOrder() throws Exception {
    run("generate @/ids --ids 20_000 --cores 3 --seed 7");

    Run run = run("convert @/ids @/packed --format sequence" + SMALL_SPLITS + "100000");

    run.succeeds();
    assertThat(SequenceData.read(folder.resolve("packed"))).isEqualTo(Dataset.rows(7, 20_000));
    assertThat(Dataset.names(folder.resolve("packed")))
        .hasSize(11) // 273,347 bytes in three parts each
        .startsWith("_SUCCESS", "_manifest.json", "part-m-00000", "part-m-00001");
    assertThat(run.out())
        .contains("rows written = rows read - bad rows: 20,000: PASS")
        .contains("bytes of rows read = bytes of input: 820,000: PASS")
        .contains("rows written = rows of the input's manifest: 20,000: PASS")
        .containsPattern("row checksum = checksum of the input's manifest: .{16}: PASS")
        .containsPattern("place checksum = checksum of the input's manifest: .{16}: PASS")
        .contains("rows written = rows of the files read back: 20,000: PASS")
        .containsPattern("place checksum = checksum of the files read back: .{16}: PASS")
        .containsPattern("text +3 +820,000 +41\\.00 +100\\.0")
        .containsPattern("sequence +9 +64\\d,\\d{3} +32\\.0\\d +78\\.\\d");
  }

  @Test
  void aRoundTripGivesTheSameBytes() throws Exception {
    run("generate @/ids --ids 20_000 --cores 3 --seed 7");
    run("convert @/ids @/packed --format sequence");

    Run run = run("convert @/packed @/again --format text" + SMALL_SPLITS + "100000");

    run.succeeds();
    assertThat(Dataset.parts(folder.resolve("again")))
        .isEqualTo(Dataset.parts(folder.resolve("ids")));
    run("validate @/again").succeeds();
  }

  @Test
  void countAndValidateReadSequenceFilesInAnySplits() throws Exception {
    run("generate @/ids --ids 20_000 --cores 2 --seed 7");
    run("convert @/ids @/packed --format sequence");
    String splits = SMALL_SPLITS + "30000";

    Run count = run("count @/packed @/counts" + splits);
    Run validate = run("validate @/packed --duplicates" + splits);
    Run sample = run("sample @/packed @/curve --repeats 1" + splits);

    count.succeeds().prints("counted  20,000 ids in 22 maps");
    assertThat(Dataset.readCounts(folder.resolve("counts")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(7, 20_000)));
    validate.succeeds();
    assertThat(validate.out())
        .contains("ids valid = ids of the plan: 20,000: PASS")
        .contains("validated  20,000 rows in 22 maps");
    sample.succeeds().says("is a sequence file: its rows are not fixed-width");
    assertThat(Dataset.readCounts(folder.resolve("curve/size-20000")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(7, 20_000)));
  }

  @Test
  void validateNamesTheIdThatAnotherOneStandsFor() throws Exception {
    run("generate @/ids --ids 20_000 --cores 2 --seed 7");
    run("convert @/ids @/packed --format sequence");
    spoil(folder.resolve("packed/part-m-00001"), 95 + 3_000 * 32 + 12);

    Run run = run("validate @/packed" + SMALL_SPLITS + "30000");

    run.exits(5);
    assertThat(run.out())
        .contains("part-m-00001 (id 13,000, byte 96,095): expected ")
        .contains("ids wrong = none: found 1, expected 0: FAIL")
        .contains("ids valid = ids of the plan: found 19,999, expected 20,000: FAIL");
  }

  @Test
  void validateSaysWhereASequenceFileIsDamaged() throws Exception {
    run("generate @/ids --ids 20_000 --cores 2 --seed 7");
    run("convert @/ids @/packed --format sequence");
    spoil(folder.resolve("packed/part-m-00001"), 95 + 3_000 * 32 + 1);

    Run run = run("validate @/packed");

    run.exits(5);
    assertThat(run.out())
        .contains(
            "part-m-00001 byte 96,095: cannot be read to the end of its split:"
                + " no record of a sequence file is here")
        .contains("ids valid = ids of the plan: found 13,000, expected 20,000: FAIL")
        .contains("splits that could not be read = none: found 1, expected 0: FAIL");
  }

  @ParameterizedTest
  @CsvSource({
    "1, no record of a sequence file is here",
    "-5, the file ends within what begins here"
  })
  void countFailsOnADamagedSequenceFile(int at, String why) throws Exception {
    SequenceData.write(folder.resolve("ids/x"), Dataset.rows(1, 3));
    if (at > 0) {
      spoil(folder.resolve("ids/x"), 95 + 32 + at);
    } else {
      byte[] whole = Files.readAllBytes(folder.resolve("ids/x"));
      Files.write(folder.resolve("ids/x"), Arrays.copyOf(whole, whole.length + at));
      Files.delete(folder.resolve("ids/.x.crc"));
    }

    Run run = run("count @/ids @/counts");

    run.exits(1);
    assertThat(run.err()).as(why).contains("job 'count ids' failed");
    assertThat(Dataset.names(folder)).doesNotContain("counts");
  }

  /** Text of uneven lines, gzip and a sequence file, one after another. */
  @Test
  void convertsMixedInputInTheOrderOfItsFiles() throws Exception {
    String rows = Dataset.rows(7, 3_000);
    Files.createDirectories(folder.resolve("in"));
    try (GZIPOutputStream zip =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("in/a.gz")))) {
      zip.write(rows.substring(0, 41_000).getBytes(StandardCharsets.US_ASCII));
    }
    SequenceData.write(folder.resolve("in/b"), rows.substring(41_000, 82_000));
    Dataset.write(folder.resolve("in/c"), rows.substring(82_000, rows.length() - 1));

    Run run = run("convert @/in @/out --format text" + SMALL_SPLITS + "10000");

    run.succeeds();
    assertThat(new String(Dataset.parts(folder.resolve("out")), StandardCharsets.US_ASCII))
        .isEqualTo(rows);
    run("validate @/out --seed 7 --ids 3000").succeeds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence", "text"})
  void refusesBadRows(String format) throws Exception {
    Dataset.write(folder.resolve("in/a"), Dataset.rows(7, 100) + "bad\n");

    Run run = run("convert @/in @/out --format " + format);

    run.exits(3);
    assertThat(run.err())
        .contains("/in/a row 101 (byte 4,100): 3 characters, not 40: \"bad\"")
        .contains("bad rows: 1, over the limit of 0; nothing was published. ");
    assertThat(Dataset.names(folder)).containsExactly("in");
  }

  @Test
  void countTellsOfAValueThatIsNoId() throws Exception {
    SequenceData.write(folder.resolve("in/a"), Dataset.rows(7, 10) + "abcdef\n");

    Run run = run("count @/in @/out");

    run.exits(3).says("/in/a byte 415: 3 bytes wide, not 20: \"\\xab\\xcd\\xef\"");
    assertThat(run("count @/in @/out --max-bad-rows 1").out()).contains("counted  10 ids");
  }

  /** A row that was exchanged before is published by no program that knows the seed. */
  @Test
  void refusesRowsThatAreNotThoseOfTheManifest() throws Exception {
    run("generate @/ids --ids 100 --cores 1");
    Path part = folder.resolve("ids/part-m-00000");
    byte[] rows = Files.readAllBytes(part);
    byte[] first = Arrays.copyOf(rows, 41);
    System.arraycopy(rows, 41, rows, 0, 41);
    System.arraycopy(first, 0, rows, 41, 41);
    Files.write(part, rows);
    Files.deleteIfExists(folder.resolve("ids/.part-m-00000.crc"));

    Run run = run("convert @/ids @/packed --format sequence");

    run.exits(5);
    assertThat(run.out())
        .containsPattern("\ncheck  row checksum = checksum of the input's manifest: .*: PASS\n")
        .containsPattern("\ncheck  place checksum = checksum of the input's manifest: .*: FAIL\n");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  @Test
  void doneOnceItSaysSo() throws Exception {
    run("generate @/ids --ids 100");
    run("convert @/ids @/packed --format sequence");

    assertThat(run("convert @/ids @/packed --format sequence").lastLine())
        .contains("already done: ");
    run("convert @/ids @/packed --format text").exits(4);
  }

  @Test
  void anEmptyInputGivesAnEmptyOutput() throws Exception {
    Files.createDirectories(folder.resolve("in"));

    Run run = run("convert @/in @/out --format sequence");

    run.exits(2).says("/in holds no files");

    Files.createFile(folder.resolve("in/empty"));
    run = run("convert @/in @/out --format sequence");

    run.succeeds().says("the input is empty");
    assertThat(Dataset.names(folder.resolve("out")))
        .containsOnly("_manifest.json", "_SUCCESS", "part-m-00000");
  }

  @Test
  void refusesSequenceFilesOfSomethingElse() throws Exception {
    write("classes", LongWritable.class, CompressionType.NONE);
    write("records", NullWritable.class, CompressionType.RECORD);
    write("blocks", NullWritable.class, CompressionType.BLOCK);
    byte[] good =
        Files.readAllBytes(SequenceData.write(folder.resolve("good/x"), Dataset.rows(1, 3)));
    Dataset.write(folder.resolve("version/x"), "SEQ\7");
    Dataset.write(folder.resolve("start/x"), "SEQ");
    Dataset.write(folder.resolve("text/x"), "SEQ\6\u008c\u007f\u007f\u007f\u007f");
    Files.createDirectories(folder.resolve("cut"));
    Files.write(folder.resolve("cut/x"), Arrays.copyOf(good, 94));

    refused("classes", "of org.apache.hadoop.io.LongWritable and org.apache.hadoop.io.BytesW");
    refused("records", "that is compressed, and Hadoop may not notice");
    refused("blocks", "that is compressed, and Hadoop may not notice");
    refused("version", "of version 7; version 6 is read");
    refused("start", "that is cut off in its header");
    refused("text", "with a spoilt header");
    refused("cut", "that is cut off in its header");
  }

  private void refused(String name, String why) {
    for (String program : List.of("count @/%s @/x", "validate @/%s --seed 1 --ids 3")) {
      Run run = run(String.format(Locale.ROOT, program, name));
      run.exits(2);
      assertThat(run.lastLine())
          .contains("input file:" + folder + "/" + name + "/x is a sequence file " + why);
    }
  }

  private void write(String name, Class<? extends Writable> key, CompressionType compression)
      throws Exception {
    SequenceData.writer(
            folder.resolve(name + "/x"),
            SequenceFile.Writer.keyClass(key),
            SequenceFile.Writer.valueClass(BytesWritable.class),
            SequenceFile.Writer.compression(compression, new DefaultCodec()))
        .close();
  }

  /** Where bytes do not tell how many rows a file has. */
  @Test
  void refusesToReckonRowsByTheBytesOfSequenceFiles() throws Exception {
    SequenceData.write(folder.resolve("ids/a"), Dataset.rows(1, 3));
    SequenceData.write(folder.resolve("ids/b"), Dataset.rows(1, 3));

    Run validate = run("validate @/ids --seed 1 --ids 6");
    Run memory = run("memory @/ids");

    validate.exits(2);
    assertThat(validate.lastLine())
        .endsWith("is a sequence file, and there are others: name one file");
    memory.succeeds().prints("sum of counts = rows: 6: PASS");
    run("validate @/ids/a --seed 1 --ids 3").succeeds();
  }

  private static void spoil(Path file, int at) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  private Run run(String line) {
    return Run.of(line.replace("@", folder.toString()).split(" "));
  }
}
