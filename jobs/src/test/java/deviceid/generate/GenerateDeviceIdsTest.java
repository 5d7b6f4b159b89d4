// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generation on the local runner. */
class GenerateDeviceIdsTest {

  /** From known-answers.py's device_uuid: SHA-256 over rows 0 to 99,999 of seed 42. */
  private static final String DIGEST_OF_100K =
      "6bcd390462d103e08894f1358cb9bf0994298d6ba6b7acca3121aaf9292c9625";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void writesTheSameBytesOnAnyNumberOfLines(int lines) throws Exception {
    Run run = Run.of("generate", folder + "/ids", "--ids", "100k", "--cores", "" + lines);

    run.succeeds();
    assertThat(Dataset.sha256(Dataset.parts(folder.resolve("ids")))).isEqualTo(DIGEST_OF_100K);
    assertThat(Dataset.names(folder.resolve("ids")).filter(name -> name.startsWith("part-m-")))
        .hasSize(lines);
    assertThat(run.out()).contains("ids generated = ids asked for: 100,000: PASS");
  }

  /** Job submission sorts splits by length, which must not reorder parts. */
  @Test
  void namesPartsInTheOrderOfLinesThatAreUnevenInWidthAndCount() throws Exception {
    int[] counts = {5, 20_000, 0, 7, 30_000, 1};
    StringBuilder control = new StringBuilder();
    int first = 0;
    for (int count : counts) {
      control.append(first).append('\t').append(count).append('\n');
      first += count;
    }
    Path file = Dataset.write(folder.resolve("plan.txt"), control.toString());

    Run run = Run.of("generate", folder + "/ids", "--control", file.toString());

    run.succeeds();
    assertThat(Dataset.parts(folder.resolve("ids")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(Dataset.rows(42, first));
    assertThat(
            IntStream.range(0, counts.length)
                .mapToObj(part -> folder.resolve("ids/part-m-0000" + part).toFile().length() / 41)
                .map(Object::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo("5 20000 0 7 30000 1");
  }

  @Test
  void takesItsSeedInDecimalAndHexAndKeepsSeedsApart() throws Exception {
    Run.of("generate", folder + "/decimal", "--ids", "100", "--seed", "255");
    Run.of("generate", "--seed", "0xff", "--ids", "100", folder + "/hex");

    assertThat(Dataset.parts(folder.resolve("hex")))
        .isEqualTo(Dataset.parts(folder.resolve("decimal")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(Dataset.rows(255, 100))
        .isNotEqualTo(Dataset.rows(42, 100));
  }

  @Test
  void generatesNothingWhereNothingIsAsked() throws Exception {
    Run run = Run.of("generate", folder + "/none", "--ids", "0", "--cores", "2");

    run.succeeds();
    assertThat(Dataset.names(folder.resolve("none")))
        .containsExactly("_SUCCESS", "_manifest.json", "part-m-00000", "part-m-00001");
    assertThat(Dataset.parts(folder.resolve("none"))).isEmpty();
  }

  @Test
  void takesOptionsFromTheConfigurationAndLetsTheCommandLineWin() throws Exception {
    Run run =
        Run.of(
            "generate",
            folder + "/ids",
            "-Ddeviceid.generate.ids=100",
            "-D",
            "deviceid.generate.seed=1",
            "--seed",
            "7");

    run.succeeds();
    assertThat(Dataset.parts(folder.resolve("ids")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(Dataset.rows(7, 100));
  }

  @Test
  void makes1mIdsACoreUnlessTold() throws Exception {
    Run run = Run.of("generate", folder + "/ids", "--cores", "3", "--ids-per-core", "1k");

    assertThat(run.out()).contains("generated  3,000 ids");
    assertThat(Run.of("generate", "--help").out().replaceAll("\\s+", " "))
        .contains("default: 1m a core");
  }

  @Test
  void leavesAnExistingOutputAlone() throws Exception {
    Path mine = Dataset.write(folder.resolve("ids/mine.txt"), "mine");

    Run run = Run.of("generate", folder + "/ids", "--ids", "10");

    run.exits(4).says("ids exists: it is never replaced");
    assertThat(Files.readString(mine)).isEqualTo("mine");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }
}
