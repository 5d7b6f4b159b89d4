// SPDX-License-Identifier: Apache-2.0
package deviceid.store;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.store.Server.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs on S3 servers: what they write, what they refuse, and what is left of them. */
class ObjectStoreIT {

  private static final int IDS = 20_000;
  private static final String ROWS = Dataset.rows(42, IDS);

  private static final Map<Kind, Server> SERVERS = new EnumMap<>(Kind.class);

  @TempDir static Path folder;

  private Bucket bucket;

  @BeforeAll
  static void start() throws Exception {
    for (Kind kind : Kind.values()) {
      SERVERS.put(kind, Server.start(kind, folder.resolve(kind.name())));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (Server server : SERVERS.values()) {
      server.close();
    }
  }

  @BeforeEach
  void useAFolderOfItsOwn(TestInfo test) throws Exception {
    bucket = Bucket.of(SERVERS.get(Kind.S3MOCK), test.getTestMethod().orElseThrow().getName());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void writesAndReadsWhatItDoesOnLocalFiles(Kind kind) throws Exception {
    bucket = Bucket.of(SERVERS.get(kind), "flow");

    bucket.run("generate @ids --ids " + IDS + " --cores 3").succeeds();
    bucket.run("generate @again --ids " + IDS + " --cores 3 --in reducers").succeeds();
    bucket.run("count @ids @counts").succeeds();
    bucket.run("convert @ids @sequence --format sequence").succeeds();
    Run sample = bucket.run("sample @ids @curve --repeats 2").succeeds();

    assertThat(bucket.parts("ids")).isEqualTo(ROWS);
    assertThat(bucket.parts("again")).isEqualTo(ROWS);
    assertThat(bucket.files("ids"))
        .containsExactly("_manifest.json", "part-m-00000", "part-m-00001", "part-m-00002");
    assertThat(Dataset.counts(bucket.parts("counts"))).isEqualTo(Dataset.countByFirst(ROWS));
    assertThat(Dataset.counts(bucket.parts("curve/size-" + IDS)))
        .isEqualTo(Dataset.countByFirst(ROWS));
    assertThat(bucket.files("curve"))
        .contains("_manifest.json", "_report.html", "_runs.csv", "size-2/part-r-00000");
    sample.prints("requests");
    for (String line :
        List.of(
            "validate @ids",
            "rows @ids",
            "rows @sequence",
            "show @ids -n 3",
            "memory @ids",
            "count @sequence " + folder.resolve(kind + "-of-sequence"))) {
      bucket.run(line).succeeds();
    }
    if (kind == Kind.S3MOCK) { // the other one does not list uploads
      bucket.run("compare --repeats 3 --vary '' --vary --no-combiner -- count @ids").succeeds();
      assertThat(bucket.uploads()).isEmpty();
    }
    assertThat(bucket.files("")).noneMatch(name -> name.contains(".staging-"));
    bucket.run("generate @ids --ids " + IDS + " --cores 3").exits(4).says("already done");
  }

  @Test
  void writesNothingWhereASecondWriteReplacesTheFirst() throws Exception {
    bucket.write("ids/part-0", ROWS);
    Run refused;
    try (FaultyProxy proxy = FaultyProxy.overwriting(bucket.server())) {
      refused = bucket.run("count @ids @counts", proxy.setting()).exits(6);
    }

    assertThat(refused.lastLine()).contains("it overwrites a file that is to be created only if");
    assertThat(bucket.files("")).containsExactly("ids/part-0");
  }

  /** One claims the destination; the others are told so, and change nothing. */
  @Test
  void letsOneOfManyWritersWin() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(4);
    try (FaultyProxy proxy = FaultyProxy.none(bucket.server())) {
      for (int race = 0; race < 3; race++) {
        String out = "ids-" + race;
        List<Callable<Run>> runs = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
          String line = "generate @" + out + " --ids 5k --cores 2 --seed " + seed;
          runs.add(() -> bucket.run(line, proxy.setting()));
        }
        List<Integer> winners = new ArrayList<>();
        List<Future<Run>> ended = racers.invokeAll(runs);
        for (int seed = 1; seed <= 4; seed++) {
          Run run = ended.get(seed - 1).get();
          if (run.status() == 0) {
            winners.add(seed);
          } else {
            run.exits(4);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(bucket.parts(out)).isEqualTo(Dataset.rows(winners.get(0), 5_000));
        assertThat(bucket.files("")).noneMatch(name -> name.contains(".staging-"));
      }
    } finally {
      racers.shutdown();
    }
  }

  @Test
  void leavesOfAKilledRunNothingThatIsTakenForADataset() throws Exception {
    bucket.run("generate @ids2 --ids 10").succeeds();
    bucket.beginUpload("ids2/of-somebody-else");
    kill("generate " + bucket.path("ids") + " --ids 40m --cores 1", "ids/part-m-00000");

    for (String line : List.of("count @ids " + folder + "/x", "rows @ids", "show @ids")) {
      bucket.run(line).exits(5).says("is not published, or being written");
    }
    bucket
        .run("generate @ids --ids 10")
        .exits(4)
        .says(
            "is being written by another run",
            "doctor --clean " + bucket.path("").replaceFirst("/$", ""));
    assertThat(bucket.uploads()).contains("ids/part-m-00000");

    Run cleaned = bucket.run("doctor --clean @").succeeds();

    assertThat(cleaned.out().lines().filter(line -> line.contains("removed"))).hasSize(1);
    assertThat(bucket.uploads()).containsExactly("ids2/of-somebody-else");
    assertThat(bucket.files("ids")).isEmpty();
    assertThat(bucket.files("ids2")).contains("_manifest.json");
    bucket.run("generate @ids --ids 10").succeeds();
    bucket.run("validate @ids").succeeds();
  }

  @Test
  void cleansNothingThatMayBeInUse() throws Exception {
    bucket.run("generate @done --ids 10").succeeds();
    bucket.write("theirs/part-0", Dataset.rows(7, 5));
    TimeUnit.SECONDS.sleep(2); // a store's times are in seconds
    bucket.claim("theirs", Bucket.DEAD);
    bucket.claim("done", Bucket.DEAD);
    bucket.write("plain/part-0", Dataset.rows(7, 5));
    bucket.claim("living", ProcessHandle.current().pid());
    bucket.write("living/part-m-00000", "half");

    Run cleaned = bucket.run("doctor --clean @").succeeds();

    cleaned.prints("kept: its destination holds files that are older", "kept: process ");
    assertThat(bucket.files(""))
        .contains(
            "done/_manifest.json",
            "done/part-m-00000",
            "theirs/part-0",
            "plain/part-0",
            "living/part-m-00000",
            bucket.claim("theirs"),
            bucket.claim("living"))
        .doesNotContain(bucket.claim("done"));
  }

  /** Without a claim beside it, a folder of files is what it is on any file system. */
  @Test
  void readsFoldersOfOthersAsPlainFiles() throws Exception {
    bucket.write("theirs/rows.txt", ROWS);

    bucket.run("count @theirs " + folder + "/theirs").succeeds();
    bucket.run("rows @theirs/rows.txt").succeeds();

    bucket.claim("theirs", Bucket.DEAD);
    bucket.run("rows @theirs/rows.txt").exits(5);
    bucket.run("rows @theirs --ignore-manifest").succeeds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Dfs.s3a.secret.key=wrong                   | S3PROXY | Forbidden
          -Dfs.s3a.access.key=wrong                   | S3PROXY | Forbidden
          -Dfs.s3a.endpoint=http://127.0.0.1:1        | S3MOCK  | 127.0.0.1:1
          -Dfs.s3a.endpoint=http://no-such.invalid:80 | S3MOCK  | no-such.invalid
          """)
  void refusesAWrongAddressAndWrongSecretsSoon(String setting, Kind kind, String message)
      throws Exception {
    bucket = Bucket.of(SERVERS.get(kind), "refused");
    for (String line : List.of("generate @ids --ids 10", "count @ids " + folder + "/none")) {
      long begun = System.nanoTime();
      Run run = bucket.run(line, setting);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      run.exits(6);
      assertThat(run.lastLine()).contains(message);
    }
  }

  /** Runs a program in a process of its own, and kills it once an upload has begun. */
  private void kill(String line, String upload) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Ddeviceid.runs=" + folder,
                "deviceid.Main"));
    command.addAll(List.of(line.split(" ", -1)));
    command.addAll(
        List.of("-Dfs.s3a.endpoint=" + bucket.server().endpoint(), "-Dhadoop.tmp.dir=" + folder));
    Process killed =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    try {
      while (killed.isAlive() && bucket.uploads().noneMatch(upload::equals)) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } finally {
      killed.destroyForcibly().waitFor();
    }
    assertThat(killed.exitValue())
        .as("%s", Files.readString(folder.resolve("killed.log")))
        .isEqualTo(137);
  }
}
