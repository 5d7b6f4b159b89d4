// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting on the local runner, held against a count of lines without the jobs. */
class CountByFirstCharacterTest {

  private static final int ROWS = 20_000;

  private final String rows = Dataset.rows(42, ROWS);

  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void makeInput() throws Exception {
    input = Dataset.write(folder.resolve("ids/part-m-00000"), rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--emit-every 1",
        "--emit-every 1 --no-combiner",
        "--emit-every 7",
        "--emit-every 8192",
        "--emit-every 8193",
        "--emit-every all",
        "-Dmapreduce.input.fileinputformat.split.maxsize=100000",
        "-Dmapreduce.input.fileinputformat.split.maxsize=1",
        "-Dmapreduce.job.reduces=3",
        "-Ddeviceid.count.emit-every=all"
      })
  void givesTheSameCountsHoweverTheWorkIsCut(String option) throws Exception {
    int size = option.endsWith("=1") ? 50 : ROWS; // one map a row
    Dataset.write(input, Dataset.rows(42, size));

    Run run = count(option);

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("out")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(42, size)));
  }

  @Test
  void readsPartsAndPassesOverHiddenFiles() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00001"), Dataset.rows(7, 100));
    Dataset.write(folder.resolve("ids/_SUCCESS"), "not rows");
    Dataset.write(folder.resolve("ids/.hidden"), "not rows");

    Run run = count();

    assertThat(run.out()).contains("rows read = rows counted + bad rows: 20,100: PASS");
    assertThat(run.out()).contains("bytes of rows read = bytes of input: 824,100: PASS");
  }

  @Test
  void failsOnABadRowAndShowsIt() throws Exception {
    Dataset.write(input, rows + "\u001b[31mx\n" + rows.toUpperCase(Locale.ROOT).substring(0, 41));

    Run run = count();

    run.exits(3);
    assertThat(run.err())
        .contains("part-m-00000 row 20,001 (byte 820,000): 6 characters, not 40: \"\\x1b[31mx\"")
        .contains("row 20,002 (byte 820,007): upper-case hexadecimal: \"3E6D07")
        .contains("bad rows: 2, over the limit of 0; nothing was published")
        .doesNotContain("\u001b");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  @Test
  void leavesOutBadRowsUpToTheLimit() throws Exception {
    Dataset.write(input, "x\n" + rows + "\n\n");

    Run within = count("--max-bad-rows 3");

    within.succeeds().says("bad rows skipped: 3");
    assertThat(Dataset.readCounts(folder.resolve("out"))).isEqualTo(Dataset.countByFirst(rows));
    Run.of("count", folder + "/ids", folder + "/x", "--max-bad-rows", "2").exits(3);
  }

  @Test
  void takesCrlfAndUpperCaseOnlyWhenTold() throws Exception {
    Dataset.write(input, rows.replace("\n", "\r\n").toUpperCase(Locale.ROOT));

    count("--crlf").exits(3);
    count("--ignore-case").exits(3);
    Run run = count("--crlf --ignore-case");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("out"))).isEqualTo(Dataset.countByFirst(rows));
  }

  @Test
  void countsALastRowWithoutItsNewline() throws Exception {
    Dataset.write(input, rows.stripTrailing());

    Run run = count();

    run.succeeds().says("a file ends without a newline");
    assertThat(Dataset.readCounts(folder.resolve("out"))).isEqualTo(Dataset.countByFirst(rows));
  }

  @Test
  void refusesAFolderWithoutFiles() throws Exception {
    Files.delete(input);

    Run run = count();

    run.exits(2).says("/ids holds no files");
  }

  @Test
  void countsNothingToZeroWithANotice() throws Exception {
    Files.delete(input);
    Files.createFile(input);

    Run run = count();

    run.succeeds().says("the input is empty").prints("sum of counts = rows counted: 0: PASS");
    assertThat(Dataset.readCounts(folder.resolve("out"))).isEmpty();
  }

  @Test
  void countsAGzipFileAndAPairOfThem() throws Exception {
    byte[] zipped = gzip(rows);
    Files.delete(input);
    Files.write(folder.resolve("ids/one.gz"), zipped);
    byte[] pair = Arrays.copyOf(zipped, 2 * zipped.length);
    System.arraycopy(zipped, 0, pair, zipped.length, zipped.length);
    Files.write(folder.resolve("ids/two.gz"), pair);

    Run run = count();

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("out")))
        .isEqualTo(Dataset.countByFirst(rows + rows + rows));
  }

  /** A short count would be silent data loss. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 1000, 300_000})
  void failsOnATruncatedGzipFile(int missing) throws Exception {
    byte[] zipped = gzip(rows);
    Files.delete(input);
    Files.write(folder.resolve("ids/cut.gz"), Arrays.copyOf(zipped, zipped.length - missing));

    Run run = count();

    run.exits(1).says("job 'count ids' failed");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  @Test
  void takesAPathWithSpacesCommasAndBraces() throws Exception {
    Path odd = Dataset.write(folder.resolve("a b,c%20/x.txt"), rows);

    Run run = Run.of("count", odd.getParent().toString(), folder + "/out");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("out"))).isEqualTo(Dataset.countByFirst(rows));
  }

  @Test
  void printsAllSixteenCharactersWithShares() throws Exception {
    Dataset.write(input, "a".repeat(40) + "\n" + "f".repeat(40) + "\n");

    assertThat(count().out())
        .contains("0        0    0.000%\n")
        .contains("a        1   50.000%  ################################\n")
        .contains("total    2  100.000%\n")
        .contains("chi-squared test for equal shares: 14.00 with 15 degrees of freedom, p = 0.526");
  }

  private Run count(String... options) {
    String line = "count " + folder + "/ids " + folder + "/out " + String.join(" ", options);
    return Run.of(line.strip().split(" "));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
