// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The pseudo-distributed cluster as a user has it: started by its script with a usual port taken,
 * used through {@code scripts/hadoop jar}, hurt, started again and stopped.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path HOME = Path.of("target/it-cluster").toAbsolutePath();
  private static final Path LOG = Path.of("target/it-cluster.out").toAbsolutePath();
  private static final int USUAL_PORT = 8088;

  private static String output;

  @BeforeAll
  static void startsAlthoughAUsualPortIsTaken() throws Exception {
    assertThat(run("scripts/cluster", "reset")).as(output).isZero();
    try (ServerSocket taken = take(USUAL_PORT)) {
      assertThat(taken == null || taken.isBound()).isTrue();
      assertThat(run("scripts/cluster", "start")).as(output).isZero();
    }
    assertThat(output).contains("ready after", "HADOOP_CONF_DIR=" + HOME.resolve("conf"));
    assertThat(output).doesNotContain("http://localhost:" + USUAL_PORT + "/");
  }

  @AfterAll
  static void stop() throws Exception {
    run("scripts/cluster", "stop");
  }

  @Test
  @Order(1)
  void runsTheMainFlowWithTheCountersItPrints() throws Exception {
    assertThat(jar("generate", "ids", "--ids", "2m")).as(output).isZero();
    assertThat(counters()).containsEntry("IDS_GENERATED", 2_000_000L);
    assertThat(jar("count", "ids", "counts")).as(output).isZero();
    assertThat(output).contains("counted  2,000,000 ids in 2 maps");
    assertThat(counters())
        .containsEntry("IDS_READ", 2_000_000L)
        .containsEntry("IDS_COUNTED", 2_000_000L)
        .containsEntry("BYTES_READ", 82_000_000L)
        .containsEntry("REDUCE_OUTPUT_RECORDS", 16L)
        .doesNotContainKey("NUM_UBER_SUBMAPS");
    assertThat(jar("sample", "ids", "curve", "--repeats", "1")).as(output).isZero();
    assertThat(output).contains("runs that sampled exactly their size = runs: 4 = 4: PASS");
  }

  @Test
  @Order(2)
  void runsASmallJobInsideItsApplicationMaster() throws Exception {
    assertThat(jar("generate", "few", "--ids", "1000")).as(output).isZero();
    assertThat(jar("count", "few", "few-counts")).as(output).isZero();
    assertThat(counters())
        .containsEntry("IDS_COUNTED", 1000L)
        .containsEntry("NUM_UBER_SUBMAPS", 2L);
  }

  @Test
  @Order(3)
  void listensOnLoopbackAlone() throws Exception {
    for (String daemon : daemons().keySet()) {
      assertThat(Listeners.of(pid(daemon))).as(daemon).isNotEmpty();
      assertThat(Listeners.beyondLoopback(pid(daemon))).as(daemon).isEmpty();
    }
    try (ServerSocket wide = new ServerSocket(0)) {
      assertThat(Listeners.beyondLoopback(ProcessHandle.current().pid()))
          .as("a socket on every address is seen")
          .anyMatch(address -> address.endsWith(String.format(":%04X", wide.getLocalPort())));
    }
  }

  @Test
  @Order(4)
  void aSecondStartChangesNothing() throws Exception {
    Map<String, Long> before = daemons();

    assertThat(run("scripts/cluster", "start")).as(output).isZero();

    assertThat(output).contains("it was running already");
    assertThat(daemons()).isEqualTo(before).hasSize(5);
    assertThat(run("scripts/cluster", "start", "--datanodes", "3")).isEqualTo(2);
    assertThat(output).contains("1 DataNodes and 1 NodeManagers; stop it first");
  }

  @Test
  @Order(5)
  void aStartReplacesACrashedDaemonAlone() throws Exception {
    Map<String, Long> before = daemons();
    ProcessHandle dataNode = ProcessHandle.of(pid("datanode-1")).orElseThrow();
    dataNode.destroyForcibly();
    dataNode.onExit().get();

    assertThat(run("scripts/cluster", "status")).isEqualTo(6);
    assertThat(output).containsPattern("datanode-1 +- +- +not running");
    assertThat(run("scripts/cluster", "start")).as(output).isZero();

    Map<String, Long> after = daemons();
    assertThat(after.remove("datanode-1")).isNotEqualTo(before.remove("datanode-1"));
    assertThat(after).isEqualTo(before);
    assertThat(run("scripts/hadoop", "fs", "-cat", "few-counts/part-r-00000")).isZero();
    assertThat(output.lines().filter(line -> line.matches("[0-9a-f]\t\\d+"))).hasSize(16);
  }

  @Test
  @Order(6)
  void showsItsLogs() throws Exception {
    assertThat(run("scripts/cluster", "logs")).isZero();
    assertThat(output).contains(HOME + "/logs/namenode.log", HOME + "/logs/nodemanager-1.log");
    assertThat(run("scripts/cluster", "logs", "namenode")).isZero();
    assertThat(output).contains("INFO");
    assertThat(run("scripts/cluster", "logs", "tombstone")).isEqualTo(2);
  }

  @Test
  @Order(7)
  void stopsLeavingNoProcessAndTwiceDoesNoHarm() throws Exception {
    assertThat(ProcessHandle.allProcesses().map(ClusterIT::commandLine))
        .anyMatch(line -> line.contains(HOME.toString()));

    assertThat(run("scripts/cluster", "stop")).as(output).isZero();

    assertThat(ProcessHandle.allProcesses().map(ClusterIT::commandLine))
        .noneMatch(line -> line.contains(HOME.toString()));
    assertThat(run("scripts/cluster", "stop")).isZero();
    assertThat(output).contains("not running");
  }

  @Test
  @Order(8)
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(run("scripts/cluster", "start", "--datanodes", "many")).isEqualTo(2);
    assertThat(run("scripts/cluster", "restart")).isEqualTo(2);
    assertThat(output).startsWith("scripts/cluster: usage:");
  }

  /** Counters of the job that the last output names, from the history server. */
  private static Map<String, Long> counters() throws Exception {
    Matcher page =
        Pattern.compile("(http://localhost:\\d+)/jobhistory/jobcounters/(job_\\d+_\\d+)")
            .matcher(output);
    assertThat(page.find()).as(output).isTrue();
    URI rest =
        URI.create(page.group(1) + "/ws/v1/history/mapreduce/jobs/" + page.group(2) + "/counters");
    JsonNode groups = new ObjectMapper().readTree(rest.toURL()).at("/jobCounters/counterGroup");
    Map<String, Long> counters = new TreeMap<>();
    for (JsonNode group : groups) {
      for (JsonNode counter : group.findParents("name")) {
        counters.put(counter.get("name").asText(), counter.get("totalCounterValue").asLong());
      }
    }
    return counters;
  }

  private static Map<String, Long> daemons() throws IOException {
    Map<String, Long> pids = new TreeMap<>();
    for (String line : Files.readAllLines(HOME.resolve("ports"))) {
      String daemon = line.split(" ", 2)[0];
      pids.put(daemon, pid(daemon));
    }
    return pids;
  }

  private static long pid(String daemon) throws IOException {
    return Long.parseLong(Files.readString(HOME.resolve("pids/" + daemon)).strip());
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  private static int jar(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("scripts/hadoop", "jar", "jobs/target/device-id-jobs.jar"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Runs a script of the project and keeps its output. */
  private static int run(String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    builder
        .environment()
        .put("HADOOP_CLIENT_OPTS", "-Ddeviceid.runs=" + HOME.resolveSibling("runs"));
    builder.environment().put("CLUSTER_HOME", HOME.toString());
    builder.environment().remove("HADOOP_CONF_DIR");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    output = Files.readString(LOG);
    assertThat(ended).as("ended in time: " + output).isTrue();
    return process.exitValue();
  }

  /** Listens on a port, or returns null if another process does already. */
  private static ServerSocket take(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException alreadyTaken) {
      return null;
    }
  }
}
