// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts do before anything starts: help, wrong use, and folders that are not theirs. */
class ScriptsTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;
  private String output;

  static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(PROJECT.resolve("scripts"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void everyScriptShowsItsHelpAndDoesNothing(Path script) throws Exception {
    Path copy = copy();
    String name = "scripts/" + script.getFileName();

    assertThat(run(copy, Map.of(), copy.resolve(name), "--help")).as(output).isZero();

    assertThat(output.lines().count()).isGreaterThan(3);
    assertThat(output).contains(name, "JDK", "build").doesNotContain("set -euo", "#");
    assertThat(output.lines()).allMatch(line -> line.length() <= 80);
    assertThat(files(copy)).as("nothing was written").isEqualTo(files(PROJECT.resolve("scripts")));
  }

  @ParameterizedTest
  @CsvSource({
    "archive-classes, now, takes no arguments",
    "bench, many, usage: scripts/bench [ROWS]",
    "bench-floor, now, takes no arguments",
    "bench-scale, many, usage: scripts/bench-scale [MOST]",
    "chaos, now, usage: scripts/chaos [--minutes N]",
    "cluster, restart, usage: scripts/cluster start",
    "hadoop, restart, usage: scripts/hadoop",
    "quickstart, now, 'takes nothing, or --story'",
  })
  void wrongUseIsOneLine(String script, String argument, String said) throws Exception {
    Path copy = copy();

    assertThat(run(copy, Map.of(), copy.resolve("scripts/" + script), argument)).isEqualTo(2);

    assertThat(output).startsWith("scripts/" + script + ": " + said).hasLineCount(1);
    assertThat(files(copy)).isEqualTo(files(PROJECT.resolve("scripts")));
  }

  @ParameterizedTest
  @CsvSource({"CLUSTER_WAIT,0", "CLUSTER_PORTS,a[0]", "CLUSTER_PORTS,010", "CLUSTER_PORTS,45001"})
  void aNumberThatIsNoneStartsNoCluster(String variable, String value) throws Exception {
    Path copy = copy();

    assertThat(run(copy, Map.of(variable, value), copy.resolve("scripts/cluster"), "start"))
        .isEqualTo(2);

    assertThat(output).contains(variable + " is " + value + "; it is a number").hasLineCount(1);
    assertThat(files(copy)).isEqualTo(files(PROJECT.resolve("scripts")));
  }

  @Test
  void aLinkToAScriptFindsItsFolder() throws Exception {
    Path link = folder.resolve("cluster");
    Files.createSymbolicLink(link, PROJECT.resolve("scripts/cluster"));

    assertThat(run(folder, Map.of("CLUSTER_HOME", "none"), link, "status")).isEqualTo(6);

    assertThat(output)
        .isEqualTo(
            "scripts/cluster: there is no cluster in %s/none; scripts/cluster start makes one\n",
            folder.toRealPath());
    Files.delete(link);
  }

  /** On a JDK that only repeats its arguments. */
  @ParameterizedTest
  @CsvSource({
    "1.8.0_402, 6, found JDK 1 at",
    "11.0.2, 6, found JDK 11 at",
    "17.0.2, 0, -cp",
    "25.0.1, 0, --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
    "26, 0, WARN JDK 26 is untested",
  })
  void hadoopRunsOnJdk17To25(String version, int status, String said) throws Exception {
    Path copy = copyWithJdk(version);
    Map<String, String> environment = Map.of("JAVA_HOME", folder + "/jdk");

    assertThat(run(copy, environment, copy.resolve("scripts/hadoop"), "version")).isEqualTo(status);

    assertThat(output).contains(said);
    assertThat(output.contains("native-access")).isEqualTo(version.matches("2[56].*"));
  }

  @Test
  void hadoopTakesTheUsersClassPathAndConfiguration() throws Exception {
    Path copy = copyWithJdk("17");
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", folder + "/jdk");
    environment.put("HADOOP_CLASSPATH", "/more/*:/other.jar");

    assertThat(run(copy, environment, copy.resolve("scripts/hadoop"), "fs", "-ls", "a b")).isZero();
    assertThat(output)
        .contains("/hadoop.jar:", copy.toRealPath() + "/conf/local:/more/*:/other.jar org.apache")
        .endsWith("FsShell -ls a b\n");

    environment.put("HADOOP_CONF_DIR", "/none");
    assertThat(run(copy, environment, copy.resolve("scripts/hadoop"), "version")).isEqualTo(6);
    assertThat(output).contains("HADOOP_CONF_DIR is /none, which is not a folder");
  }

  @Test
  void hadoopKeepsWhatALocalJobLeavesFromOtherUsers() throws Exception {
    Path copy = copyWithJdk("17");
    Map<String, String> environment = Map.of("JAVA_HOME", folder + "/jdk");

    assertThat(run(copy, environment, copy.resolve("scripts/hadoop"), "version")).isZero();

    assertThat(Files.getPosixFilePermissions(folder.resolve(".device-id-jobs/tmp")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aClusterTakesNoFolderThatHoldsOtherFiles() throws Exception {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    Files.createDirectory(folder.resolve("data"));

    for (String command : List.of("start", "reset")) {
      assertThat(cluster(folder, command)).as(output).isEqualTo(2);
    }

    assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    assertThat(folder.resolve("data")).exists();
    assertThat(folder.resolve("id")).doesNotExist();
  }

  @Test
  void aClusterTakesNoFolderWithAQuote() throws Exception {
    Path home = Files.createDirectory(folder.resolve("it's"));

    assertThat(cluster(home, "start")).isEqualTo(2);

    assertThat(output).contains("it's has a quote in its name");
  }

  @Test
  void aResetDeletesItsOwnFilesAlone() throws Exception {
    Path home = Files.createDirectory(folder.resolve("a cluster & more"));
    for (String own : List.of("conf", "data", "logs", "pids")) {
      Files.writeString(Files.createDirectory(home.resolve(own)).resolve("x"), "");
    }
    Files.writeString(home.resolve("id"), "1-2\n");
    Files.writeString(home.resolve("ports"), "");
    Files.writeString(home.resolve("thesis.txt"), "years of work");

    assertThat(cluster(home, "reset")).as(output).isZero();

    assertThat(output).contains("kept what is not its own: thesis.txt");
    assertThat(home).isDirectoryContaining("glob:**/thesis.txt");
    assertThat(home.toFile().list()).hasSize(1);
    assertThat(cluster(home, "reset")).isEqualTo(2);
    Files.delete(home.resolve("thesis.txt"));
    Files.writeString(home.resolve("id"), "1-2\n");
    assertThat(cluster(home, "reset")).isZero();
    assertThat(home).doesNotExist();
    assertThat(cluster(home, "reset")).isZero();
  }

  @Test
  void aPidOfAnotherProcessIsNotADaemon() throws Exception {
    Path home = Files.createDirectory(folder.resolve("cluster"));
    Files.writeString(home.resolve("id"), "1-2\n");
    Files.writeString(home.resolve("ports"), "namenode 1 2\n");
    Path pids = Files.createDirectory(home.resolve("pids"));
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(pids.resolve("namenode"), other.pid() + "\n");

      assertThat(cluster(home, "status")).as(output).isEqualTo(6);
      assertThat(output).containsPattern("namenode +- +- +not running");
      assertThat(cluster(home, "stop")).isZero();

      assertThat(output).isEqualTo("not running\n");
      assertThat(other.isAlive()).isTrue();
      assertThat(pids).isEmptyDirectory();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aClusterOfAnotherUserIsRefused() throws Exception {
    Path home = Path.of("/etc"); // root's
    if (Files.getOwner(folder).equals(Files.getOwner(home))) {
      home = Files.createDirectory(folder.resolve("theirs"));
      UserPrincipalLookupService users = home.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(home, users.lookupPrincipalByName("nobody"));
    }

    assertThat(cluster(home, "start")).isEqualTo(6);

    assertThat(output).contains(" belongs to ", "set CLUSTER_HOME to a folder of your own");
  }

  private int cluster(Path home, String command) throws Exception {
    Map<String, String> environment = Map.of("CLUSTER_HOME", home.toString());
    return run(folder, environment, PROJECT.resolve("scripts/cluster"), command);
  }

  /** The scripts alone, in a folder whose name breaks careless ones. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("$a & b, c");
    try (Stream<Path> files = Files.walk(PROJECT.resolve("scripts"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = copy.resolve(PROJECT.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return copy;
  }

  /** The same with a build's class path, and a JDK whose command repeats its arguments. */
  private Path copyWithJdk(String version) throws IOException {
    Path copy = copy();
    Files.createDirectories(copy.resolve("conf/local"));
    Path target = Files.createDirectories(copy.resolve("jobs/target"));
    Files.writeString(target.resolve("hadoop.classpath"), "/hadoop.jar");
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Files.writeString(bin.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
    Files.setPosixFilePermissions(
        bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return copy;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private int run(Path from, Map<String, String> environment, Path script, String... arguments)
      throws Exception {
    Path log = Files.createTempFile("scripts-test", ".log");
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(from.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("CLUSTER_.*|HADOOP_.*"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    output = Files.readString(log);
    Files.delete(log);
    assertThat(ended).as("ended in time: " + output).isTrue();
    return process.exitValue();
  }
}
