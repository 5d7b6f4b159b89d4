// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.record.JobRecord;
import deviceid.record.Phases.Phase;
import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import deviceid.record.RunsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every run of every program leaves a record, and none of them a secret. */
class RunRecordTest {

  private static final String CANARY = PlantedSecrets.canary();

  @TempDir Path folder;
  private Path runs;

  @BeforeEach
  void name() {
    runs = folder.resolve("runs");
  }

  @Test
  void tellsWhatTheJobDidAndWhatWasChecked() throws Exception {
    Run run = run("generate", folder + "/ids", "--ids", "1000", "--cores", "2");

    run.succeeds();
    RunRecord record = onlyRecord();
    assertThat(record.program()).isEqualTo("generate");
    assertThat(record.arguments()).contains("--ids", "1000", "-Ddeviceid.runs=" + runs);
    assertThat(record.environment()).containsKeys("host", "user", "os", "cores", "jvm", "engine");
    assertThat(record.versions()).containsKeys("device-id-jobs", "hadoop", "java");
    assertThat(record.checks()).hasSize(7).allMatch(RunRecord.CheckResult::passed);
    assertThat(run.out()).contains("check  " + record.checks().get(0) + "\n");
    assertThat(record.end().orElseThrow().status()).isZero();
    assertThat(record.end().orElseThrow().nanos())
        .isGreaterThan(record.jobs().get(0).phases().orElseThrow().whole());

    JobRecord job = record.jobs().get(0);
    assertThat(record.jobs()).hasSize(1);
    assertThat(job.name()).isEqualTo("generate 1k seed=42");
    assertThat(job.id()).startsWith("job_local");
    assertThat(job.state()).isEqualTo("SUCCEEDED");
    assertThat(job.phases().orElseThrow().nanos(Phase.SUBMIT)).isPresent();
    assertThat(job.phases().orElseThrow().nanos(Phase.MAP)).isPresent();
    assertThat(job.attempts()).isEmpty();
    assertThat(counter(job, "IDS_GENERATED"))
        .isEqualTo(
            new JobRecord.CounterValue(
                "deviceid.rows.Ids", "IDS_GENERATED", "Device IDs", "IDs generated", 1000));
    assertThat(counter(job, "MAP_INPUT_RECORDS").title()).isEqualTo("Map input records");
    assertThat(job.setting("deviceid.recipe.ids")).contains("1000");
  }

  @Test
  void tellsWhoSetEachSettingThatIsNoDefault() throws Exception {
    Path site = site("mapreduce.map.sort.spill.percent", "0.7");

    run("generate", folder + "/ids", "--ids", "10", "-conf", site.toString(), "-Dmy.own=1");

    List<JobRecord.Setting> settings = onlyRecord().jobs().get(0).settings();
    assertThat(settings)
        .contains(new JobRecord.Setting("my.own", "1", "command line"))
        .contains(new JobRecord.Setting("mapreduce.task.io.sort.mb", "16", "program"))
        .anyMatch(
            setting ->
                setting.name().equals("mapreduce.map.sort.spill.percent")
                    && setting.source().endsWith("site.xml"))
        .noneMatch(setting -> setting.name().equals("mapreduce.map.speculative"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory --ids 1000", "doctor"})
  void isThereWithoutAJobToo(String line) throws Exception {
    Run run = run(line.split(" ", -1));

    RunRecord record = onlyRecord();
    assertThat(record.end().orElseThrow().status()).isEqualTo(run.status());
    assertThat(record.program()).isEqualTo(line.split(" ", 2)[0]);
  }

  @Test
  void tellsWhyARunFailed() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 10) + "bad\n");

    Run run = run("count", folder + "/ids", folder + "/counts");

    run.exits(3);
    RunRecord.End end = onlyRecord().end().orElseThrow();
    assertThat(end.status()).isEqualTo(3);
    assertThat("FAIL: " + end.line()).isEqualTo(run.lastLine()).startsWith("FAIL: bad rows: 1");
  }

  @Test
  void hasTheStateOfAJobThatFailed() throws Exception {
    Files.createDirectories(folder.resolve("ids"));
    Files.write(folder.resolve("ids/cut.gz"), Dataset.cutGzip());

    Run run = run("count", folder + "/ids", folder + "/counts");

    run.exits(1);
    assertThat(onlyRecord().jobs()).singleElement().matches(job -> job.state().equals("FAILED"));
    assertThat(onlyRecord().jobs().get(0).counters()).isEmpty();
  }

  @Test
  void goesWhereTheUserSaysAndReplacesARecordAlone() throws Exception {
    Path file = folder.resolve("my.json");

    run("generate", folder + "/a", "--ids", "10", "--record", file.toString());
    run("generate", folder + "/b", "--ids", "20", "--record", file.toString());

    assertThat(RunRecordReader.read(file).arguments()).contains("20");
    assertThat(runs).doesNotExist();
    assertThat(Dataset.names(folder)).containsExactly("a", "b", "my.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@/none/there.json", "@", "@/data.csv"})
  void isRefusedWhereTheUserNamesAFileThatCannotBeOne(String name) throws Exception {
    Dataset.write(folder.resolve("data.csv"), "a,b\n");

    Refused.check(
        folder,
        "generate @/ids --ids 10 --record " + name,
        2,
        "--record " + name + " cannot be written");
  }

  @Test
  void costsOneLineWhereItsFolderCannotBeMade() throws Exception {
    Dataset.write(runs, "a file");

    Run run = run("generate", folder + "/ids", "--ids", "10");

    run.succeeds();
    assertThat(run.err().lines().filter(line -> line.startsWith("this run leaves no record")))
        .hasSize(1);
    assertThat(runs).hasContent("a file");
  }

  @Test
  void isOneOfTheLastHundredAndNoOtherFileIsTouched() throws Exception {
    for (int i = 100; i < 202; i++) {
      Dataset.write(runs.resolve("20200101T000000." + i + "Z-count-0a1b2c.json"), "{}");
    }
    Dataset.write(runs.resolve("0.json"), "mine");

    run("doctor");

    List<Path> records = new RunsFolder(runs).records();
    assertThat(records).hasSize(100);
    assertThat(records.get(0).getFileName()).asString().startsWith("20200101T000000.103Z");
    assertThat(RunRecordReader.read(records.get(99)).program()).isEqualTo("doctor");
    assertThat(runs.resolve("0.json")).hasContent("mine");
  }

  /** Sixty of all kinds, through every program that runs jobs or shows what they left. */
  @Test
  void holdsNoSecretAndNeitherDoesAnythingThatIsPrintedOrPublished() throws Exception {
    PlantedSecrets secrets = new PlantedSecrets(folder.resolve("site"));
    Path out = folder.resolve("out");
    Path tmp = folder.resolve("tmp");
    Dataset.write(
        folder.resolve("urls"),
        "http://localhost:1/x?sig=" + CANARY + "\nhttp://localhost:1/y?a=b&access_token=" + CANARY);
    List<Run> runs = new ArrayList<>();
    for (String line :
        List.of(
            "generate @/ids --ids 100",
            "count @/ids @/counts",
            "sample @/ids @/curve --repeats 1",
            "convert @/ids @/packed --format sequence",
            "validate @/ids",
            "memory @/ids --repeats 1",
            "rows @/ids",
            "show @/ids",
            "doctor",
            "counters",
            "counters -count-",
            "counters -count- -sample- --format html",
            "counters -count- -sample- --format json",
            "count @/ids @/counts --token " + CANARY,
            "count hdfs://bob:" + CANARY + "@127.0.0.1:1/ids @/c --debug",
            "count @/ids?sig=" + CANARY + " @/c --debug",
            "fetch @/../urls @/fetched --deadline 1s")) {
      String[] words = line.replace("@/", out + "/").split(" ", -1);
      runs.add(run(with(secrets.on("-Dhadoop.tmp.dir=" + tmp), words)));
    }

    assertThat(PlantedSecrets.count()).isEqualTo(60);
    assertThat(runs).extracting(Run::status).startsWith(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(PlantedSecrets.in(runs.toString())).as("printed").isEmpty();
    String records = texts(this.runs);
    assertThat(records).contains("our.house.badge", "x.url7", "<redacted>", "fetched");
    assertThat(PlantedSecrets.in(records)).as("recorded").isEmpty();
    String published = texts(out);
    assertThat(published).contains("_manifest.json", "_report.html", "rows.tsv");
    assertThat(PlantedSecrets.in(published)).as("published").isEmpty();
    assertThat(tmp).as("the temporary folder").doesNotExist();
  }

  @Test
  void ofAKilledRunIsReadAndATornOneIsNot() throws Exception {
    Path file = folder.resolve("my.json");
    run("generate", folder + "/ids", "--ids", "10", "--record", file.toString());
    String whole = Files.readString(file);
    String killed =
        whole
            .replace("\"finished\" : true", "\"finished\" : false")
            .replaceFirst("\"ended\"[^}]*?\"exit\" : 0,", "")
            .replaceFirst("\"SUCCEEDED\"", "\"RUNNING\"");

    Files.writeString(file, killed);
    assertThat(RunRecordReader.read(file).end()).isEmpty();
    assertThat(RunRecordReader.read(file).jobs().get(0).hasSucceeded()).isFalse();

    Files.writeString(file, whole.substring(0, whole.length() / 2));
    assertThatThrownBy(() -> RunRecordReader.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a run record: ");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> RunRecordReader.read(file))
        .hasMessage(file + " is not a run record of format 1");
  }

  private Run run(String... arguments) {
    return Run.of(with(new String[] {"-Ddeviceid.runs=" + runs}, arguments));
  }

  private static String[] with(String[] some, String... others) {
    return Stream.concat(Stream.of(others), Stream.of(some)).toArray(String[]::new);
  }

  private RunRecord onlyRecord() throws IOException {
    List<Path> records = new RunsFolder(runs).records();
    assertThat(records).hasSize(1);
    return RunRecordReader.read(records.get(0));
  }

  private Path site(String name, String value) throws IOException {
    return Dataset.write(
        folder.resolve("site.xml"),
        "<configuration><property><name>"
            + name
            + "</name><value>"
            + value
            + "</value></property></configuration>");
  }

  private static JobRecord.CounterValue counter(JobRecord job, String name) {
    return job.counters().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** All files of a folder, with their names. */
  private static String texts(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.getFileName()).append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
