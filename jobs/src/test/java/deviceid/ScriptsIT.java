// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import java.io.File;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts and the jar as a user has them: processes, exit statuses, files. */
@Tag("sweep")
class ScriptsIT {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Records of these runs are not among the user's. */
  private static final String RUNS =
      "-Ddeviceid.runs=" + Path.of("target", "runs").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void quickstartRunsAndLeavesWhatItSays() throws Exception {
    Process quickstart = start("scripts/quickstart");

    assertThat(status(quickstart)).as(output()).isZero();
    assertThat(output())
        .contains("ids generated = ids asked for", "chi-squared", "_runs.csv")
        .doesNotContain("FAIL", "WARN", "Exception");
    assertThat(PROJECT.resolve("target/quickstart/ids/part-m-00000")).exists();
    assertThat(PROJECT.resolve("target/quickstart/counts/part-r-00000")).exists();
    assertThat(PROJECT.resolve("target/quickstart/curve/_runs.csv")).exists();
  }

  @Test
  void anInterruptKillsTheJobAndLeavesNothing() throws Exception {
    Path record = record("interrupted");
    // a build in the background ignores SIGINT, and its children would inherit that
    Process generate =
        start(
            "env",
            "--default-signal=INT",
            "scripts/hadoop",
            "jar",
            jar(),
            "generate",
            folder + "/ids",
            "--ids",
            "300m",
            "--record",
            record.toString());
    awaitRows();

    new ProcessBuilder("kill", "-INT", "" + generate.pid()).start().waitFor();

    assertThat(status(generate)).as(output()).isEqualTo(130);
    assertThat(output()).contains("interrupted: killing job 'generate 300m seed=42'");
    assertThat(folder).isEmptyDirectory();
    assertThat(RunRecordReader.read(record).end().orElseThrow().status()).isEqualTo(130);
  }

  @Test
  void aKilledRunLeavesTheRecordOfItsRunningJob() throws Exception {
    Path record = record("killed");
    String ids = folder + "/ids";
    Process generate =
        start(
            "scripts/hadoop",
            "jar",
            jar(),
            "generate",
            ids,
            "--ids",
            "300m",
            "--record",
            record.toString());
    awaitRows();
    Thread.sleep(1_000); // a fact is written half a second after it is known

    generate.destroyForcibly().waitFor();

    RunRecord run = RunRecordReader.read(record);
    assertThat(run.end()).isEmpty();
    assertThat(run.jobs()).singleElement().matches(job -> job.state().equals("RUNNING"));
    assertThat(run.jobs().get(0).setting("deviceid.recipe.ids")).contains("300000000");
  }

  private static Path record(String name) throws Exception {
    Path record = Path.of("target", "scripts-it-" + name + ".json").toAbsolutePath();
    Files.deleteIfExists(record);
    return record;
  }

  private void awaitRows() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(folder) || written() == 0) {
      assertThat(System.nanoTime()).as(output()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Test
  void countsWithinASmallHeap() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 500_000));
    Process count =
        start(
            "env",
            "HADOOP_CLIENT_OPTS=-Xmx128m " + RUNS,
            "scripts/hadoop",
            "jar",
            jar(),
            "count",
            folder + "/ids",
            folder + "/counts",
            "--emit-every",
            "1");

    assertThat(status(count)).as(output()).isZero();
  }

  /** scripts/archive-classes leaves out what Hadoop's defaults say of themselves, nothing else. */
  @Test
  void settingsWithoutTheirDescriptionsAreTheSame() throws Exception {
    assertThat(status(start("scripts/archive-classes"))).as(output()).isZero();

    try (JarFile stripped =
        new JarFile(PROJECT.resolve("jobs/target/hadoop-defaults.jar").toFile())) {
      for (String name : List.of("core-default.xml", "mapred-default.xml", "yarn-default.xml")) {
        Configuration hadoops = new Configuration(false);
        hadoops.addResource(inHadoopsJar(name));
        Configuration ours = new Configuration(false);
        ours.addResource(stripped.getInputStream(stripped.getEntry(name)), name);

        assertThat(ours.size()).as(name).isGreaterThan(100).isEqualTo(hadoops.size());
        assertThat(ours).as(name).containsExactlyInAnyOrderElementsOf(hadoops);
        assertThat(ours.getFinalParameters()).isEqualTo(hadoops.getFinalParameters());

        Configuration ofTests = new Configuration(false);
        ofTests.addResource(name); // first on the class path
        assertThat(ofTests).as(name).containsExactlyInAnyOrderElementsOf(hadoops);
      }
    }
  }

  private static URL inHadoopsJar(String name) throws Exception {
    return Collections.list(ScriptsIT.class.getClassLoader().getResources(name)).stream()
        .filter(found -> found.getProtocol().equals("jar"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theJarHoldsOurClassesOurLibrariesAndNothingOfHadoop() throws Exception {
    try (JarFile jar = new JarFile(jar())) {
      List<String> names = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(names)
          .contains("deviceid/Main.class", "deviceid/input/DeviceIds.class")
          .contains("deviceid/rows/Ids.properties", "deviceid/report/charts.js")
          .allMatch(name -> name.matches("(META-INF|deviceid|lib)/.*"));
      assertThat(names.stream().filter(name -> name.matches("lib/.+")))
          .allMatch(name -> name.matches("lib/(picocli|chart\\.js)-[0-9.]+\\.jar"))
          .hasSize(2);
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("deviceid.Start");
    }
  }

  private Process start(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log());
    // not the cluster that may run beside the tests
    builder.environment().put("HADOOP_CONF_DIR", PROJECT.resolve("conf/local").toString());
    builder.environment().put("HADOOP_CLIENT_OPTS", RUNS);
    return builder.start();
  }

  private static int status(Process process) throws Exception {
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ended in time").isTrue();
    return process.exitValue();
  }

  /** Bytes of parts that tasks have begun to write. */
  private long written() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (UncheckedIOException e) {
      return 0; // a folder was renamed or dropped while it was walked
    }
  }

  private String output() throws Exception {
    return Files.readString(log().toPath());
  }

  private File log() {
    return new File("target", "scripts-it-" + folder.getFileName() + ".log");
  }

  private static String jar() {
    return MiniCluster.jar();
  }
}
