// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three ways to one number, and what is said where they differ or do not apply. */
class CountRowsTest {

  @TempDir Path folder;

  @Test
  void findsOneNumberInThreeWays() {
    Run.of("generate", folder + "/ids", "--ids", "9k", "--cores", "3").succeeds();

    Run run = Run.of("rows", folder + "/ids");

    run.succeeds();
    assertThat(run.out())
        .containsPattern("length +9,000 .* 369,000 bytes / 41")
        .containsPattern("manifest +9,000 .* 3 parts")
        .containsPattern("job +9,000 .* 3 maps")
        .contains("ways that agree with the job = ways that apply: 3: PASS");
  }

  @Test
  void failsWhereARowWasAddedBehindTheManifest() throws Exception {
    Run.of("generate", folder + "/ids", "--ids", "9k", "--cores", "3").succeeds();
    Files.delete(folder.resolve("ids/.part-m-00001.crc"));
    Files.writeString(
        folder.resolve("ids/part-m-00001"), Dataset.rows(7, 1), StandardOpenOption.APPEND);

    Run run = Run.of("rows", folder + "/ids");

    run.exits(5).says("part-m-00001 has 123,041 bytes, not 123,000", "--ignore-manifest");
    assertThat(Run.of("rows", folder + "/ids", "--ignore-manifest").out())
        .containsPattern("length +9,001 ")
        .containsPattern("job +9,001 ");
  }

  /** A line that is as long as two rows. */
  @Test
  void failsWhereTheWaysDisagree() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 5) + "x".repeat(81) + "\n");

    Run run = Run.of("rows", folder + "/ids", "--max-bad-rows", "1");

    run.exits(5);
    assertThat(run.out())
        .containsPattern("length +7 ")
        .containsPattern("job +6 ")
        .contains("found 1, expected 2: FAIL");
  }

  @Test
  void saysWhyAWayDoesNotApply() throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("ids.gz")))) {
      out.write(Dataset.rows(42, 77).getBytes(StandardCharsets.US_ASCII));
    }

    Run run = Run.of("rows", folder + "/ids.gz");

    run.succeeds();
    assertThat(run.out())
        .containsPattern("(?s)length +- +- .*\\sis\\s+compressed")
        .containsPattern("manifest +- +- +there is none")
        .containsPattern("job +77 ")
        .contains("1: PASS");
  }

  @Test
  void countsARowWithoutItsNewline() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 5).stripTrailing());

    Run run = Run.of("rows", folder + "/ids");

    run.succeeds();
    assertThat(run.out()).containsPattern("length +5 ").containsPattern("job +5 ");
  }

  @Test
  void tellsOfBadRowsThatLengthCannotSee() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 5) + "x".repeat(40) + "\n");

    Run run = Run.of("rows", folder + "/ids");

    run.exits(3).says("(byte 205): ", "bad rows: 1, over the limit of 0");
    run = Run.of("rows", folder + "/ids", "--max-bad-rows", "1");
    run.succeeds();
    assertThat(run.out()).containsPattern("job +6 ");
    assertThat(run.err()).contains("bad rows skipped: 1");
  }

  @Test
  void findsNoRowsInAnEmptyInput() throws Exception {
    Dataset.write(folder.resolve("ids"), "");

    Run run = Run.of("rows", folder + "/ids");

    run.succeeds();
    assertThat(run.out()).containsPattern("length +0 ").containsPattern("job +0 ");
  }
}
