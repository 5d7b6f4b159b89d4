// SPDX-License-Identifier: Apache-2.0
package deviceid.compare;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareSettingsTest {

  private static final String[] THREE_ROUNDS = {"compare", "--repeats", "3", "--max-repeats", "3"};

  @TempDir Path folder;
  private String ids;

  @BeforeEach
  void store() throws Exception {
    ids = Dataset.write(folder.resolve("ids"), Dataset.rows(42, 20_000)).toString();
  }

  @Test
  void saysWhichIsFasterAndWhatDiffers() throws Exception {
    Run run = compare("--vary", "", "--vary", "--emit-every 1", "--", "count", ids);

    run.succeeds();
    assertThat(run.out())
        .containsPattern(
            "^(B takes \\d\\.\\d\\d (of|times) A's time"
                + "|no difference between A and B can be shown)")
        .contains("95% CI ", "3 rounds")
        .containsPattern("(?m)^B  --emit-every 1$")
        .containsPattern("(?m)^B +3 +")
        .containsPattern("(?m)^Map output records +48 +20,000 +416.7$")
        .doesNotContain("IDs counted", "Time")
        .contains("counters that must be equal are equal.");
    assertThat(run.err()).contains("3 to 3 rounds of 2 runs", "warm-up B: ", "round 3 A: ");
  }

  @Test
  void everyRunLeavesARecordAndNoOutput() throws Exception {
    compare("--vary", "", "--vary", "--no-combiner", "--", "count", ids).succeeds();

    try (Stream<Path> records = Files.list(folder.resolve("runs"))) {
      assertThat(records.map(file -> file.getFileName().toString().replaceAll(".*Z-|-.*", "")))
          .containsOnly("count", "compare")
          .hasSize(2 * 4 + 1);
    }
    assertThat(Files.exists(folder.resolve("tmp")) ? Dataset.names(folder.resolve("tmp")) : null)
        .satisfiesAnyOf(
            names -> assertThat(names).isNull(),
            names -> assertThat(names).noneMatch(name -> name.contains("compare")));
  }

  @Test
  void takesSettingsAndProgramsThatOnlyRead() throws Exception {
    String small = "-D mapreduce.input.fileinputformat.split.maxsize=100000";

    Run run = compare("--vary", "", "--vary", small, "--", "rows", ids);

    run.succeeds();
    assertThat(run.out())
        .contains("B  " + small)
        .contains("6 counters that must be equal are equal.");
  }

  @Test
  void nothingMustBeEqualWhereRowsDiffer() throws Exception {
    Run run = compare("--vary", "--seed 1", "--vary", "--seed 2", "--", "generate", "--ids", "100");

    run.succeeds();
    assertThat(run.out()).contains("No counter must be equal: their rows are not the same: ");
  }

  @ParameterizedTest
  @CsvSource({
    "csv, variant,",
    "json, '[',",
    "md, '### Compared: count ',",
    "html, <!doctype html>, <h2>Counters that differ by variant</h2>"
  })
  void writesEveryForm(String form, String begin, String within) throws Exception {
    Run run =
        compare("--vary", "", "--vary", "--emit-every 1", "--format", form, "--", "count", ids);

    run.succeeds();
    assertThat(run.out()).startsWith(begin).contains(within == null ? "" : within);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | name 2 to 8 variants with --vary     | --vary '' -- count ids
          2 | compare does not run 'doctor'        | --vary '' --vary '' -- doctor
          2 | --repeats takes 3 or more             | --repeats 2 --vary '' --vary '' -- count ids
          2 | --max-repeats no fewer than           | --max-repeats 2 --vary '' --vary '' -- count ids
          2 | leave '--record x'                   | --vary '' --vary '--record x' -- count ids
          2 | variant B: Invalid value for option  | --vary '' --vary '--emit-every 0' -- count ids
          2 | absent does not exist                | --vary '' --vary '' -- count absent
          """)
  void refusesInOneLine(int status, String line, String words) throws Exception {
    List<String> args =
        Stream.of(words.replace("ids", ids).split(" (?=(?:[^']*'[^']*')*[^']*$)", -1))
            .map(word -> word.replace("'", ""))
            .toList();

    Run run = compare(args.toArray(String[]::new));

    run.exits(status);
    assertThat(run.lastLine()).contains(line);
  }

  /** A verdict on rows that differs between runs, and a counter that varies within both. */
  @Test
  void tellsCountersThatMustBeEqualFromThoseThatVary() {
    Variant one = Variant.of(0, "");
    Variant other = Variant.of(1, "--emit-every 1");
    for (int round = 0; round < 3; round++) {
      one.ran(1, List.of(job(100, round, 5)));
      other.ran(1, List.of(job(round == 2 ? 99 : 100, 2 - round, 7)));
    }

    VariedCounters counters = new VariedCounters(List.of(one, other));

    assertThat(counters.unequal()).containsExactly("IDS_READ [[100, 100, 100], [100, 100, 99]]");
    assertThat(counters.table().csv()).isEqualTo("counter,a,b,b_per_a\nSPILLS,5,7,1.400\n");
    assertThat(counters.summary()).endsWith("0 others are equal, 1 vary by chance.");
  }

  private static JobRecord job(long read, long bytes, long spills) {
    return new JobRecord(
        "count",
        "job_1_0001",
        "yarn",
        "SUCCEEDED",
        "",
        Instant.EPOCH,
        Optional.empty(),
        List.of(new Setting("deviceid.program", "count", "program")),
        List.of(
            counter("deviceid.rows.Ids", "IDS_READ", read),
            counter("framework", "BYTES", bytes),
            counter("framework", "SPILLS", spills)),
        List.of());
  }

  private static CounterValue counter(String group, String name, long value) {
    return new CounterValue(group, name, group, name, value);
  }

  private Run compare(String... args) {
    Stream<String> runs = Stream.of("-Ddeviceid.runs=" + folder.resolve("runs"));
    return Run.of(
        Stream.of(Stream.of("compare"), runs, standard(args), Stream.of(args))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private static Stream<String> standard(String... args) {
    return List.of(args).toString().contains("repeats")
        ? Stream.empty()
        : Stream.of(THREE_ROUNDS).skip(1);
  }
}
