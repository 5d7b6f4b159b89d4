// SPDX-License-Identifier: Apache-2.0
package deviceid.compare;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .contains("counters that must be equal: equal.");
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
    assertThat(run.out()).contains("B  " + small).contains("6 counters that must be equal: equal.");
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
    "html, <!doctype html>, Counters that differ by variant</h2>"
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
          2 | remove --record and --dry-run         | --vary '' --vary '--record x' -- count ids
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

  /** What combining saves: count and its four variants, on one line of one program. */
  @Test
  void countComparesItsWays() throws Exception {
    Run run = Run.of("count", ids, folder + "/counts", "--compare", runs());

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("counts")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(42, 20_000)));
    assertThat(run.out())
        .contains("A  (as it is)\nB  --emit-every 1\nC  --emit-every 1 --no-combiner\n")
        .contains("D  --emit-every all")
        .containsPattern("Map output records +48 +20,000 +20,000 +16\n")
        .containsPattern("Combine input records +48 +20,000 +0 +16\n")
        .containsPattern("Reduce input records +16 +16 +20,000 +16\n");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.err()).contains("3 to 5 rounds of 4 runs", "round 3 D: ");
    Run.of("count", ids, folder + "/counts", "--compare", runs()).exits(4).says("already done: ");
  }

  @Test
  void countComparesItsWaysOverRowsThatAreNotStored() {
    String[] args = {"--lazy", "--ids=20k", "--record", folder + "/r.json", folder + "/counts"};

    Run run =
        Run.of(
            Stream.concat(Stream.of("count", "--compare", runs()), Stream.of(args))
                .toArray(String[]::new));

    run.succeeds().prints("equal");
    assertThat(run.out()).containsPattern("Map output records +[0-9]+ +20,000 +20,000 +[0-9]+\n");
  }

  @Test
  void countComparesNothingOfBadRows() throws Exception {
    Dataset.write(folder.resolve("bad"), Dataset.rows(42, 10) + "bad\n");

    Run.of("count", folder + "/bad", folder + "/counts", "--compare", runs()).exits(3);

    assertThat(folder.resolve("counts")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--emit-every=1", "--no-combiner", "-Ddeviceid.count.emit-every=7"})
  void countSetsItsWaysItself(String option) {
    Run run = Run.of("count", ids, folder + "/counts", "--compare", option, runs());

    run.exits(2).says("--compare sets --emit-every and --no-combiner itself");
  }

  private String runs() {
    return "-Ddeviceid.runs=" + folder.resolve("runs");
  }

  private Run compare(String... args) {
    Stream<String> runs = Stream.of(runs());
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
