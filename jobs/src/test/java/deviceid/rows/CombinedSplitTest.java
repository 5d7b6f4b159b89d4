// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files count as one does, whoever reads them. */
class CombinedSplitTest {

  @TempDir Path folder;

  @Test
  void aHundredFilesAreAMapEach() throws Exception {
    write(100);

    assertThat(count()).contains("counted  1,000 ids in 100 maps");
  }

  @Test
  void oneMoreIsReadWithTheOthersAndNoRowIsLostOrReadTwice() throws Exception {
    write(101);
    Dataset.write(folder.resolve("whole/f"), Dataset.rows(42, 1_010));

    Run one = Run.of("count", folder + "/whole", folder + "/of-one");

    assertThat(count())
        .contains("counted  1,010 ids in 1 maps")
        .contains("bytes of rows read = bytes of input: 41,410: PASS")
        .contains(table(one.out()));
  }

  /** A file of 3 MB between small ones is larger than the splits that are asked for. */
  @Test
  void largeFilesStayWhatTheyAre() throws Exception {
    write(150);
    Dataset.write(folder.resolve("ids/f0077"), Dataset.rows(7, 75_000));

    String out =
        count(
            "-Dmapreduce.input.fileinputformat.split.minsize=2500000",
            "-Dmapreduce.input.fileinputformat.split.maxsize=2500000");

    // two small files a split: 77 before it are 39 splits, 72 after it 36; itself it is 2
    assertThat(out).contains("counted  76,490 ids in 77 maps");
  }

  @Test
  void badRowsHaveTheNameAndPlaceOfTheirOwnFile() throws Exception {
    write(120);
    List<String> rows = Dataset.rows(1, 2).lines().toList();
    Dataset.write(folder.resolve("ids/f0050"), rows.get(0) + "\nshort\n" + rows.get(1));
    Dataset.write(folder.resolve("ids/f0051"), "");
    Dataset.write(folder.resolve("ids/f0119"), rows.get(0));

    Run run = Run.of("count", folder + "/ids", folder + "/counts", "--max-bad-rows", "1");

    run.succeeds();
    assertThat(run.err())
        .contains("/ids/f0050 row 2 (byte 41): 5 characters, not 40: \"short\"")
        .contains("bad rows skipped: 1")
        .contains("ends without a newline");
    assertThat(run.out()).contains("counted  1,173 ids in 1 maps");
  }

  /** Files of ten rows, which together are the first rows of seed 42. */
  private void write(int files) throws Exception {
    List<String> rows = Dataset.rows(42, 10 * files).lines().toList();
    for (int i = 0; i < files; i++) {
      Dataset.write(
          folder.resolve(String.format(Locale.ROOT, "ids/f%04d", i)),
          String.join("\n", rows.subList(10 * i, 10 * i + 10)) + "\n");
    }
  }

  private String count(String... options) throws Exception {
    String[] command = {"count", folder + "/ids", folder + "/counts"};
    Run run = Run.of(Stream.of(command, options).flatMap(Arrays::stream).toArray(String[]::new));
    run.succeeds();
    return run.out();
  }

  private static String table(String out) {
    return out.substring(out.indexOf("first "), out.indexOf("\ntotal "));
  }
}
