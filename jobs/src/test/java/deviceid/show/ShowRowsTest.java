// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first rows of stored IDs, in the frame of a Spark data frame. */
class ShowRowsTest {

  /** Row 0 and 1 of seed 42. */
  private static final List<String> IDS = Dataset.rows(42, 2).lines().toList();

  @TempDir Path folder;

  @Test
  void showsTwentyRowsInSparksFrame() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 21));

    Run run = Run.of("show", folder + "/ids");

    run.succeeds();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(25);
    assertThat(lines.subList(0, 5))
        .containsExactly(
            "+--------------------+",
            "|           device_id|",
            "+--------------------+",
            "|" + IDS.get(0).substring(0, 17) + "...|",
            "|" + IDS.get(1).substring(0, 17) + "...|");
    assertThat(lines.get(24)).isEqualTo("only showing top 20 rows");
    assertThat(run.err()).contains("861 bytes read in ");
  }

  @Test
  void saysNothingOfMoreRowsWhereThereAreNone() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 20));

    Run run = Run.of("show", folder + "/ids");

    run.succeeds();
    assertThat(run.out()).doesNotContain("only showing").endsWith("...|\n+--------------------+\n");
  }

  @Test
  void addsTheColumnThatCountGroupsBy() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 3));

    Run run = Run.of("show", folder + "/ids", "--columns", "device_id,first", "-n", "1");

    assertThat(run.out())
        .isEqualTo(
            """
            +--------------------+-----+
            |           device_id|first|
            +--------------------+-----+
            |%s...|    %s|
            +--------------------+-----+
            only showing top 1 row
            """
                .formatted(IDS.get(0).substring(0, 17), IDS.get(0).charAt(0)));
  }

  /** As Spark cuts: dots only where more than three characters fit, and whole cells to the left. */
  @ParameterizedTest
  @CsvSource({"0, 40, ''", "1, 1, ''", "3, 3, ''", "4, 1, ...", "39, 36, ...", "40, 40, ''"})
  void cutsCellsAsSparkDoes(int width, int characters, String dots) throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 1));

    Run run = Run.of("show", folder + "/ids", "--truncate", "" + width);

    String cell = run.out().lines().toList().get(3).replaceAll("[| ]", "");
    assertThat(cell).isEqualTo(IDS.get(0).substring(0, characters) + dots);
  }

  @Test
  void goesOnIntoTheNextPartsAndShowsBadRowsWithTheirReason() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), IDS.get(0) + "\n");
    Dataset.write(folder.resolve("ids/part-m-00001"), "");
    Dataset.write(
        folder.resolve("ids/part-m-00002"), "?\n" + IDS.get(1) + "\n" + IDS.get(1) + "\r\n");

    Run run = Run.of("show", folder + "/ids", "--truncate", "6", "--columns", "device_id,first");

    run.succeeds();
    assertThat(run.out())
        .isEqualTo(
            """
            +---------+-----+-------------------+
            |device_id|first|            bad_row|
            +---------+-----+-------------------+
            |   3e6...|    3|                   |
            |      "?"|     |1 character, not 40|
            |   369...|    3|                   |
            |   "36...|     |     ends with CRLF|
            +---------+-----+-------------------+
            """);
    assertThat(run.err()).contains("bad rows shown: 2. Skip bad rows with --max-bad-rows N.\n");
  }

  @Test
  void acceptsWhatTheRowRulesAllow() throws Exception {
    Dataset.write(folder.resolve("ids"), IDS.get(0).toUpperCase(Locale.ROOT) + "\r\n");

    Run strict = Run.of("show", folder + "/ids", "--truncate", "0");
    Run open = Run.of("show", folder + "/ids", "--truncate", "0", "--crlf", "--ignore-case");

    assertThat(strict.out()).contains("|upper-case hexadecimal that ends with CRLF|");
    assertThat(strict.err()).contains("Accept it with --ignore-case and --crlf.\n");
    assertThat(open.out()).contains("\n|" + IDS.get(0) + "|\n").doesNotContain("bad_row");
  }

  /** A line may be as long as its file. */
  @Test
  void stopsInsideALineThatDoesNotEnd() throws Exception {
    Dataset.write(folder.resolve("ids/a"), Dataset.rows(42, 5) + "a".repeat(3_000_000));
    Dataset.write(folder.resolve("ids/b"), Dataset.rows(42, 1));

    Run run = Run.of("show", folder + "/ids");

    run.succeeds();
    assertThat(run.out().lines()).hasSize(9);
    assertThat(run.err())
        .containsPattern(
            "stopped at \\S*/ids/a byte 205: a line longer than [5-9]\\d\\d,\\d{3} bytes")
        .containsPattern("\n[5-9]\\d\\d,\\d{3} bytes read in ");
  }

  @Test
  void showsALongLineThatEnds() throws Exception {
    Dataset.write(folder.resolve("ids"), "a".repeat(100_000) + "\n" + Dataset.rows(42, 1));

    assertThat(Run.of("show", folder + "/ids").out().lines())
        .hasSize(6)
        .anyMatch(line -> line.endsWith("|100,000 characters, not 40|"));
  }

  @Test
  void readsNoMoreThanItShows() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 50_000));

    assertThat(Run.of("show", folder + "/ids", "-n", "10").err()).contains("451 bytes read");
  }

  @Test
  void showsRowsOfAGzipFile() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Dataset.rows(42, 30).getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(folder.resolve("ids.gz"), bytes.toByteArray());

    Run run = Run.of("show", folder + "/ids.gz");

    run.succeeds();
    assertThat(run.out()).contains(IDS.get(1).substring(0, 17)).contains("only showing top 20");
    assertThat(run.out().lines()).hasSize(25);
  }

  @Test
  void readsAGzipFileOnceHoweverManyBadRowsItHas() throws Exception {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("ids.gz")))) {
      for (int line = 0; line < 5_000; line++) {
        out.write(
            (Long.toString(line * 0x9E3779B97F4A7C15L, 36) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
      }
      out.write((IDS.get(0) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    Run run = Run.of("show", folder + "/ids.gz", "-n", "5001", "--truncate", "0");

    assertThat(run.out().lines()).hasSize(5_005).anyMatch(row -> row.startsWith("|" + IDS.get(0)));
    assertThat(run.err()).contains("bad rows shown: 5,000. ");
  }

  @Test
  void showsAnEmptyInputAsAnEmptyTable() throws Exception {
    Dataset.write(folder.resolve("ids"), "");

    assertThat(Run.of("show", folder + "/ids").out())
        .isEqualTo("+---------+\n|device_id|\n+---------+\n+---------+\n");
  }

  @Test
  void showsTheBlocksOfEachPart() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("ids/part-m-00001"), Dataset.rows(42, 1));

    Run run = Run.of("show", folder + "/ids", "--blocks");

    run.succeeds();
    assertThat(run.out())
        .isEqualTo(
            """
            part          block  first byte  bytes  replicas  hosts
            part-m-00000      0           0    410         1  localhost
            part-m-00001      0           0     41         1  localhost
            """);
  }

  @Test
  void writesTheSameUnderALocaleOfDecimalCommas() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 3_000));
    String[] command = {"show", folder + "/ids", "-n", "2000"};
    String before = Run.of(command).out();
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Run run = Run.of(command);

      assertThat(run.out()).isEqualTo(before).contains("only showing top 2000 rows");
      assertThat(run.err()).contains("82,041 bytes").containsPattern("in \\d+\\.\\d ms");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-n 0 | -n takes 1 to 100,000, not 0",
        "-n 100001 | -n takes 1 to 100,000, not 100,001",
        "--truncate -1 | Invalid value for option '--truncate': '-1' is not a whole number; write 0"
            + " to 2147483647 in digits (see show --help)",
        "--columns last | there is no column 'last'; there are device_id, first",
        "--columns device_id,,first | there is no column ''; there are device_id, first",
      })
  void refusesWrongUse(String options, String line) throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 3));

    Run run = Run.of(("show " + folder + "/ids " + options).split(" ", -1));

    run.exits(2);
    assertThat(run.lastLine()).isEqualTo(line);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesAnInputThatDoesNotExist() {
    Run run = Run.of("show", folder + "/none");

    run.exits(2);
    assertThat(run.lastLine()).endsWith("/none does not exist");
  }
}
