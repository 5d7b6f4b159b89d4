// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Golden;
import deviceid.Run;
import deviceid.record.RunsFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters of jobs from their records, alone and side by side. */
class CompareCountersTest {

  private static final String IDS_COUNTED_OF_2 =
      "\"title\": \"IDs counted\",\n     \"value\": 2000000";

  /** Hadoop writes numbers of jobs and parts for good in the digits of its first use. */
  @BeforeAll
  static void useHadoopOnce(@TempDir Path once) {
    Run.of("generate", once + "/ids", "--ids", "1").succeeds();
  }

  @TempDir Path folder;
  private Path pair;

  @BeforeEach
  void write() throws Exception {
    pair = Dataset.write(folder.resolve("pair.json"), txt("pair"));
    Dataset.write(folder.resolve("mixed.json"), txt("mixed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "mixed"})
  @DefaultLocale("de-DE")
  void areTheGoldenOnesUnderADecimalComma(String name) throws Exception {
    checkGolden(name);
  }

  @Test
  @DefaultLocale("ar-EG-u-nu-arab")
  void areTheGoldenOnesUnderOtherDigits() throws Exception {
    checkGolden("pair");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          some text           | is not a job history file: Event schema string not parsed
          Avro-Json\\n{"type":  | is not a job history file:
          Avro-Binary\\n       | is not a job history file:
          """)
  void refusesAFileThatIsNoHistory(String text, String line) throws Exception {
    Path file = Dataset.write(folder.resolve("a.jhist"), text.replace("\\n", "\n"));

    Run run = Run.of("counters", file.toString());

    run.exits(2).says(line.strip());
  }

  @Test
  void refusesAHistoryThatIsNotThere() {
    Run.of("counters", folder + "/none.jhist").exits(2).says("none.jhist does not exist");
  }

  @Test
  void aVerdictOnRowsThatDiffersEndsWithFiveAndItsName() throws Exception {
    String text = Files.readString(pair);
    int second = text.lastIndexOf(IDS_COUNTED_OF_2);
    Files.writeString(
        pair,
        text.substring(0, second)
            + IDS_COUNTED_OF_2.replace("2000000", "1999999")
            + text.substring(second + IDS_COUNTED_OF_2.length()));

    Run run = counters(pair + "#1", pair + "#2");

    run.exits(5);
    assertThat(run.lastLine())
        .isEqualTo("FAIL: 1 counter must be equal and differ: IDS_COUNTED [2000000, 1999999]");
    assertThat(run.out()).containsPattern("IDs counted +2,000,000 +1,999,999 +-1 +1.000");
  }

  @Test
  void aJobBesideItselfDiffersInNothing() {
    Run run = counters(pair + "#1", pair + "#1", "--format", "csv");

    run.succeeds();
    assertThat(run.out().lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.matches(".*,0,(1\\.000)?"), "no difference");
  }

  @Test
  void groupsOfRunsGetMediansAndAVerdict() throws Exception {
    String text = txt("pair");
    String[] times = {"12345678901", "12400000000", "12300000000"};
    String[] others = {"20000000000", "20500000000", "19800000000"};
    for (int i = 0; i < times.length; i++) {
      Dataset.write(
          folder.resolve("run" + i + ".json"),
          text.replace(times[0], times[i]).replace(others[0], others[i]));
    }
    String one = "A=@/run0.json#1,@/run1.json#1,@/run2.json#1".replace("@", folder.toString());

    Run both = counters("--group", one, "--group", one.replace("A=", "B=").replace("#1", "#2"));
    Run same = counters("--group", one, "--group", one.replace("A=", "B="));
    Run lone = counters("--group", one, "--group", "B=" + pair);

    both.succeeds();
    assertThat(both.out())
        .startsWith("B takes 1.63 times A's time (95% CI 1.56 to 1.70, 3 and 3 runs)\n")
        .contains("Runs were made apart", "B  3 runs of count ids emit-every=1\n")
        .containsPattern("Spilled Records +96 +288 +3.000\n")
        .containsPattern("mapreduce.task.io.sort.mb +100 \\(default\\) +100 \\(mapred")
        .doesNotContain("explained");
    same.succeeds().prints("no difference between A and B can be shown (95% CI 0.99 to 1.01");
    lone.exits(2).says("group B has one job, which says nothing about time: add more");
  }

  @Test
  void aRecordOfAFormerVersionIsReadUnderTheNamesOfToday() throws Exception {
    String former = txt("pair").replace("\"deviceid.rows.", "\"deviceid.io.");
    Path old = Dataset.write(folder.resolve("old.json"), former);

    Run run = counters(old + "#1", pair + "#2");

    assertThat(former).contains("\"deviceid.io.Ids\"", "\"deviceid.io.Work\"");
    run.succeeds();
    assertThat(run.out()).isEqualTo(Golden.of(CompareCountersTest.class, "pair").out());
  }

  @Test
  void fiftyJobsAreShownByTheirRangeAndMachinesGetThemAll() {
    List<String> jobs = Collections.nCopies(49, pair + "#1");
    String[] all = Stream.concat(jobs.stream(), Stream.of(pair + "#2")).toArray(String[]::new);

    Run people = counters(all);
    Run machines = counters(with(all, "--format", "csv"));

    people.succeeds();
    assertThat(people.out()).containsPattern("Spilled Records +96 +96 +288 +1\n");
    assertThat(people.out().lines().filter(line -> line.contains("Spilled")))
        .allMatch(line -> line.length() < 150);
    assertThat(machines.out().lines().findFirst().orElseThrow().split(",", -1))
        .hasSize(4 + 1 + 3 * 49);
  }

  @Test
  void oneJobIsShownByGroupAndOnlyWhatWasAskedFor() {
    Run all = counters(pair.toString());
    Run some = counters(pair.toString(), "--only", "Spilled*");
    Run none = counters(pair.toString(), "--only", "nothing*");

    assertThat(all.out())
        .contains(
            "Map-Reduce Framework\n", "\nDevice IDs\n", "\nTime\n", "2 counters at 0 or not known.")
        .doesNotContain("Theirs");
    assertThat(some.out()).contains("Spilled Records").doesNotContain("IDs counted", "Time");
    none.exits(2);
    assertThat(none.lastLine()).contains("none of the jobs has a counter like 'nothing*'");
  }

  @ParameterizedTest
  @CsvSource({
    "md, '### time and memory: by chance, too: '",
    "html, '<caption>time and memory: by chance, too: '",
    "json, '\"kind\" : \"must be equal\"'",
    "csv, 'kind,group,name,counter,job_1,job_2,difference,ratio'"
  })
  void areWrittenInEveryForm(String form, String part) {
    Run run = counters(pair + "#1", pair + "#2", "--format", form);

    run.succeeds();
    assertThat(run.out()).contains(part).doesNotContain("Theirs | <b>\n");
  }

  @Test
  void readWhatProgramsLeave() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 20_000));
    program("count", folder + "/ids", folder + "/a");
    program("count", folder + "/ids", folder + "/b", "--emit-every", "1");
    program("count", folder + "/ids", folder + "/c", "-Dmapreduce.map.sort.spill.percent=0.5");
    program("doctor");
    List<Path> records = new RunsFolder(folder.resolve("runs")).records();
    String[] names =
        records.stream().map(file -> file.getFileName().toString()).toArray(String[]::new);

    Run list = program("counters");
    Run both = program("counters", names[0].substring(0, 19), names[1]);
    Run settings = program("counters", names[0], names[2]);
    Run none = program("counters", names[3]);

    assertThat(list.out())
        .contains("--emit-every", name(names[0]), name(names[3]))
        .doesNotContain(names[0]);
    assertThat(program("counters", "--format", "csv").out()).contains(names[0], names[3]);
    assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
    both.succeeds();
    assertThat(both.out())
        .contains("counters that must be equal: equal", "One run each says nothing about time")
        .containsSubsequence("explained", "Combine input records")
        .doesNotContain("IDs counted")
        .containsPattern("Map output records +48 +20,000")
        .containsPattern("deviceid.recipe.emit-every +8192 \\(program\\) +1 \\(program\\)")
        .doesNotContain("No counter must be equal");
    assertThat(settings.out()).contains("0.80 (default)", "0.5 (command line)");
    none.exits(2);
    assertThat(none.lastLine()).contains("the run of doctor has 0 jobs");
  }

  @Test
  void programsThatOnlyLookTellTheirRowsToo() throws Exception {
    String[] records = {folder + "/a.json", folder + "/b.json", folder + "/c.json"};
    Dataset.write(folder.resolve("a"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("b"), Dataset.rows(42, 20));
    Run.of("rows", folder + "/a", "--record", records[0]).succeeds();
    Run.of("rows", folder + "/b", "--record", records[1]).succeeds();
    Run.of("rows", folder + "/a", "--record", records[2]).succeeds();

    Run different = Run.of("counters", records[0], records[1]);
    Run same = Run.of("counters", records[0], records[2]);

    different.succeeds().prints("No counter must be equal");
    same.succeeds();
    assertThat(same.out())
        .contains("must be equal: equal.", "No setting differs.")
        .doesNotContain("No counter must be equal", "explained by");
  }

  @ParameterizedTest
  @ValueSource(strings = {"job_local7_0001", "job_1764000000000_99999999999", "job_x_0001"})
  void refusesAJobThatNoClusterCanKnow(String id) {
    Run run = Run.of("counters", id, "-Dmapreduce.framework.name=yarn");

    run.exits(2);
  }

  @Test
  void differentRowsNeedNotCountAlike() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("more"), Dataset.rows(42, 20));
    program("count", folder + "/ids", folder + "/a", "--record", folder + "/a.json");
    program("count", folder + "/more", folder + "/b", "--record", folder + "/b.json");

    Run run = counters(folder + "/a.json", folder + "/b.json");

    run.succeeds();
    assertThat(run.out())
        .contains("No counter must be equal: their rows are not the same: deviceid.recipe.input is")
        .containsPattern("IDs counted +10 +20 +10 +2.000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nowhere | 'nowhere' is not a job ID or a file; it matches the names of 0 records",
        "job_local1_0001 | has the job job_local1_0001, and no cluster can be asked",
        "application_1_0001 | has the job application_1_0001",
        "@/pair.json#3 | @/pair.json#3 does not exist: the run of count has 2 jobs",
        "@/torn.json | @/torn.json is not a run record: Unexpected end-of-input",
        "@/other.json | @/other.json is not a run record of format 1",
        "@/pair.json --only [ | --only '[' is not a valid glob",
        "@/pair.json --format xml | 'xml' is not a format; write table, csv, json, md or html",
      })
  void areRefusedWhereThereAreNone(String line, String message) throws Exception {
    String text = Files.readString(pair);
    Files.writeString(folder.resolve("torn.json"), text.substring(0, text.length() / 2));
    Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");

    Run run = counters(line.replace("@", folder.toString()).split(" ", -1));

    run.exits(2);
    assertThat(run.err().lines()).hasSizeBetween(1, 2); // where it runs, and why it does not
    assertThat(run.lastLine()).contains(message.replace("@", folder.toString()));
    assertThat(run.out()).isEmpty();
  }

  private void checkGolden(String name) throws Exception {
    Path file = folder.resolve(name + ".json");

    Run run = counters(file + "#1", file + "#2");

    run.succeeds();
    assertThat(run.out()).isEqualTo(Golden.of(CompareCountersTest.class, name).out());
  }

  /** What the list calls a record. */
  private static String name(String file) {
    return file.replaceFirst(".*-(.*)[.]json", "$1");
  }

  private static String txt(String name) throws Exception {
    return Golden.of(CompareCountersTest.class, name).txt();
  }

  private Run counters(String... arguments) {
    return program(
        Stream.concat(Stream.of("counters"), Stream.of(arguments)).toArray(String[]::new));
  }

  private Run program(String... arguments) {
    return Run.of(with(arguments, "-Ddeviceid.runs=" + folder.resolve("runs")));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}
