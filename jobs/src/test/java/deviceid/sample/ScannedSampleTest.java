// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples of rows that lie at no fixed places: row k is the k-th good line. */
class ScannedSampleTest {

  private static final int ROWS = 20_000;

  private final String rows = Dataset.rows(42, ROWS);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-Da=b", "-Dmapreduce.input.fileinputformat.split.maxsize=50000"})
  void numbersLinesOfDifferentWidthsAcrossSplits(String cut) throws Exception {
    StringBuilder text = new StringBuilder("a line of another width\n");
    for (String row : rows.lines().toList()) {
      text.append(row).append(row.charAt(0) == '7' ? "\r\n" : "\n");
      text.append(row.charAt(1) == '7' ? "short\n" : "");
    }
    int half = text.indexOf("\n", text.length() / 2) + 1;
    Dataset.write(folder.resolve("ids/a"), text.substring(0, half));
    Dataset.write(folder.resolve("ids/b"), "");
    Dataset.write(folder.resolve("ids/c"), text.substring(half));

    long bad = 1 + rows.lines().filter(row -> row.charAt(1) == '7').count();
    Run run = sample(cut, "--crlf", "--max-bad-rows", "" + bad);

    run.succeeds();
    assertThat(run.err())
        .contains("its rows are not fixed-width", "One scan numbers the good rows")
        .contains("bad rows skipped: " + String.format(java.util.Locale.ROOT, "%,d", bad));
    assertCounts(Sampling.Method.EXACT);
    assertThat(Files.readString(folder.resolve("curve/_runs.csv")))
        .contains("200,1,", ",200,200," + text.length() + ",scan,");
  }

  @ParameterizedTest
  @EnumSource(Sampling.Method.class)
  void drawsFromCompressedFilesTheRowsThatItDrawsFromPlainOnes(Sampling.Method method)
      throws Exception {
    Files.createDirectories(folder.resolve("ids"));
    Files.write(folder.resolve("ids/a.gz"), gzip(rows.substring(0, 41 * 7_000)));
    Files.write(folder.resolve("ids/b.gz"), gzip(rows.substring(41 * 7_000)));

    Run run = sample("--method", method.name().toLowerCase(java.util.Locale.ROOT));

    run.succeeds().says("is compressed: its rows are not fixed-width");
    assertCounts(method);
  }

  /** 41 lines of 42 bytes have the length of 42 rows of 41. */
  @Test
  void isNotFooledByALengthThatFits() throws Exception {
    String crlf = rows.substring(0, 41 * 41).replace("\n", "\r\n");
    Dataset.write(folder.resolve("ids"), crlf);

    Run run = sample("--crlf");

    assertThat(crlf.length() % 41).isZero();
    run.succeeds().says("begins with a line that is not 41 bytes");
    assertThat(Dataset.readCounts(folder.resolve("curve/size-41")))
        .isEqualTo(Dataset.countByFirst(rows.substring(0, 41 * 41)));
  }

  @Test
  void refusesACompressedFileOfNothing() throws Exception {
    Files.createDirectories(folder.resolve("ids"));
    Files.write(folder.resolve("ids/a.gz"), gzip(""));

    Run run = sample();

    run.exits(2).says("has no good row");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  private void assertCounts(Sampling.Method method) throws Exception {
    List<String> lines = rows.lines().toList();
    for (int size : new int[] {ROWS, 200, 2}) {
      LongPredicate test = new Sampling(method, 42, ROWS, size).test();
      Map<String, Long> expected =
          Dataset.countByFirst(
              IntStream.range(0, ROWS)
                  .filter(test::test)
                  .mapToObj(lines::get)
                  .collect(Collectors.joining("\n")));
      assertThat(Dataset.readCounts(folder.resolve("curve/size-" + size)))
          .as("size %d", size)
          .isEqualTo(expected);
    }
  }

  private Run sample(String... options) {
    String[] paths = {"sample", folder + "/ids", folder + "/curve", "--repeats", "1"};
    return Run.of(
        java.util.stream.Stream.of(paths, options)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
