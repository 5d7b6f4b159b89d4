// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deviceid.Dataset;
import deviceid.cli.ProgramException;
import deviceid.rows.JobOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstCharacterCountsTest {

  private final Configuration conf = new Configuration();

  @TempDir Path folder;

  @Test
  void readsTheLinesOfAllParts() throws Exception {
    Dataset.write(folder.resolve("part-r-00000"), "0\t7\nf\t999999999999999999\n");
    Dataset.write(folder.resolve("part-r-00001"), "");
    Dataset.write(folder.resolve("part-r-00002"), "a\t1\n9\t20\n");
    Dataset.write(folder.resolve("_SUCCESS"), "no counts");

    FirstCharacterCounts counts = read();

    assertThat(counts.counts())
        .containsExactly(
            7L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 20L, 1L, 0L, 0L, 0L, 0L, 999999999999999999L);
    assertThat(counts.distinct()).isEqualTo(4);
    assertThat(counts.total()).isEqualTo(1_000_000_000_000_000_027L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a\t",
        "a 5",
        "a\t\t5",
        "a\t5 ",
        " a\t5",
        "A\t5",
        "g\t5",
        "aa\t5",
        "a\t-5",
        "a\t+5",
        "a\t5.0",
        "a\t5,000",
        "a\t1000000000000000000",
        "\t5",
        "a\t\u00b2"
      })
  void refusesALineOfAnotherForm(String line) throws Exception {
    Dataset.write(folder.resolve("part-r-00000"), "b\t5\n" + line + "\nc\t5\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("part-r-00000 holds an unexpected line: ");
  }

  /** A character that does not occur has no line, so that a second line is always seen as one. */
  @ParameterizedTest
  @ValueSource(strings = {"a\t5\na\t5\n", "a\t0\na\t5\n", "a\t5\na\t0\n", "a\t0\n", "a\t007\n"})
  void refusesACharacterThatComesTwiceOrNotAtAll(String lines) throws Exception {
    Dataset.write(folder.resolve("part-r-00000"), lines);

    assertThatThrownBy(this::read).isInstanceOf(ProgramException.class);
  }

  @Test
  void refusesACharacterThatComesInTwoParts() throws Exception {
    Dataset.write(folder.resolve("part-r-00000"), "a\t5\n");
    Dataset.write(folder.resolve("part-r-00001"), "a\t6\n");

    assertThatThrownBy(this::read)
        .hasMessageEndingWith("part-r-00001 holds an unexpected line: \"a\\t6\"");
  }

  /** What is no line of ours may be anything. */
  @Test
  void showsALineThatItRefusesWithoutControlCharacters() throws Exception {
    Dataset.write(folder.resolve("part-r-00000"), "\u001b[31m\u00ff" + "x".repeat(10_000));

    assertThatThrownBy(this::read)
        .hasMessageContaining("\"\\x1b[31m\\xef\\xbf\\xbdxxx")
        .hasMessageEndingWith("... (10,006 bytes)");
  }

  @Test
  void readsOrRefusesAnyBytes() throws Exception {
    Random random = new Random(1);
    String alphabet = "aaf90\t\t\t\n\n\r12345678 -\u0000\u00ff";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Files.writeString(folder.resolve("part-r-00000"), text, StandardCharsets.ISO_8859_1);
      Files.deleteIfExists(folder.resolve(".part-r-00000.crc"));
      try {
        assertThat(read().distinct()).isEqualTo(text.toString().lines().count());
      } catch (ProgramException e) {
        assertThat(e).hasMessageContaining("holds an unexpected line: \"");
      }
    }
  }

  /** By the definition: with 17 of 16 kinds 17/16 are expected; (15/16)^2 + 15 (1/16)^2 = 15/16. */
  @Test
  void measuresHowFarTheCountsAreFromEqual() {
    List<Long> counts = new ArrayList<>(Collections.nCopies(16, 1L));
    assertThat(new FirstCharacterCounts(counts).chiSquared()).isZero();

    counts.set(3, 2L);
    assertThat(new FirstCharacterCounts(counts).chiSquared()).isCloseTo(15 / 17.0, within(1e-12));
    assertThat(new FirstCharacterCounts(Collections.nCopies(16, 0L)).chiSquared()).isZero();
  }

  private FirstCharacterCounts read() throws IOException {
    return FirstCharacterCounts.read(
        JobOutput.of(new org.apache.hadoop.fs.Path(folder.toUri()), conf));
  }
}
