// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The pseudo-distributed cluster as a user has it: started by two scripts at once in a folder with
 * an odd name and with a usual port taken, used through {@code scripts/hadoop jar} by two users,
 * attacked by a web page, hurt, started again and stopped.
 */
@Tag("sweep")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {

  private static final Path HOME = Path.of("target/a cluster & more").toAbsolutePath();
  private static final Path RUNS = HOME.resolveSibling("runs");
  private static final int USUAL_PORT = 8088;

  private static final RunningCluster CLUSTER =
      new RunningCluster(
          HOME,
          Map.ofEntries(
              Map.entry("CLUSTER_WAIT", "300"),
              Map.entry("HADOOP_CLIENT_OPTS", "-Ddeviceid.runs=" + RUNS),
              Map.entry("HOME", HOME.resolveSibling("it-home").toString())));

  @BeforeAll
  static void startsOnceAlthoughAUsualPortIsTaken() throws Exception {
    Files.createDirectories(HOME.resolveSibling("it-home"));
    assertThat(CLUSTER.run("scripts/cluster", "reset")).as(CLUSTER.output).isZero();
    try (ServerSocket taken = take(USUAL_PORT)) {
      assertThat(taken == null || taken.isBound()).isTrue();
      List<Path> logs = List.of(HOME.resolveSibling("1.out"), HOME.resolveSibling("2.out"));
      List<Process> both =
          List.of(
              CLUSTER.start(logs.get(0), "scripts/cluster", "start"),
              CLUSTER.start(logs.get(1), "scripts/cluster", "start"));
      assertThat(CLUSTER.end(both.get(0), logs.get(0))).as(CLUSTER.output).isZero();
      String outputs = CLUSTER.output;
      assertThat(CLUSTER.end(both.get(1), logs.get(1))).as(CLUSTER.output).isZero();
      outputs += CLUSTER.output;
      assertThat(outputs).containsOnlyOnce("ready after").containsOnlyOnce("running already");
    }
    assertThat(CLUSTER.output)
        .contains("HADOOP_CONF_DIR=", "Every user of this machine can read and change its files")
        .doesNotContain("http://localhost:" + USUAL_PORT + "/");
    assertThat(Files.readString(HOME.resolve("conf/mapred-site.xml")))
        .contains("SharedArchiveFile");
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.run("scripts/cluster", "stop");
  }

  @Test
  @Order(1)
  void beginsWithoutJobsOrRecordsOfItsOwn() throws Exception {
    assertThat(CLUSTER.json("resourcemanager", "/ws/v1/cluster/apps").at("/apps/app")).isEmpty();
    assertThat(CLUSTER.json("historyserver", "/ws/v1/history/mapreduce/jobs").at("/jobs/job"))
        .isEmpty();
    assertThat(RUNS)
        .satisfiesAnyOf(r -> assertThat(r).doesNotExist(), r -> assertThat(r).isEmptyDirectory());
  }

  @Test
  @Order(2)
  void letsOtherUsersInWhereTheyMust() throws Exception {
    assertThat(mode("")).isEqualTo("rwx--x--x");
    assertThat(mode("conf")).isEqualTo("rwxr-xr-x");
    assertThat(mode("conf/core-site.xml")).isEqualTo("rw-r--r--");
    for (String own : List.of("data", "logs", "pids")) {
      assertThat(mode(own)).as(own).isEqualTo("rwx------");
    }
    for (JsonNode status :
        CLUSTER.json("namenode", "/webhdfs/v1/?op=LISTSTATUS").at("/FileStatuses/FileStatus")) {
      if (status.get("pathSuffix").asText().equals("tmp")) {
        assertThat(status.get("permission").asText()).isEqualTo("1777");
      }
    }
  }

  @Test
  @Order(3)
  void runsTheMainFlowWithTheCountersItPrints() throws Exception {
    assertThat(CLUSTER.jar("generate", "ids", "--ids", "2m")).as(CLUSTER.output).isZero();
    assertThat(counters()).containsEntry("IDS_GENERATED", 2_000_000L);
    assertThat(CLUSTER.jar("count", "ids", "counts")).as(CLUSTER.output).isZero();
    assertThat(CLUSTER.output).contains("counted  2,000,000 ids in 2 maps");
    assertThat(counters())
        .containsEntry("IDS_READ", 2_000_000L)
        .containsEntry("IDS_COUNTED", 2_000_000L)
        .containsEntry("BYTES_READ", 82_000_000L)
        .containsEntry("REDUCE_OUTPUT_RECORDS", 16L)
        .doesNotContainKey("NUM_UBER_SUBMAPS");
    assertThat(CLUSTER.jar("sample", "ids", "curve", "--ratio", "100k", "--repeats", "1"))
        .as(CLUSTER.output)
        .isZero();
    assertThat(CLUSTER.output).contains("runs that sampled exactly their size = all runs: 2: PASS");
  }

  @Test
  @Order(4)
  void runsASmallJobOfAnotherUserInsideItsApplicationMaster() throws Exception {
    assertThat(CLUSTER.jarAs("else", "generate", "/tmp/few", "--ids", "1000"))
        .as(CLUSTER.output)
        .isZero();
    assertThat(CLUSTER.jarAs("else", "count", "/tmp/few", "/tmp/counts"))
        .as(CLUSTER.output)
        .isZero();
    assertThat(counters())
        .containsEntry("IDS_COUNTED", 1000L)
        .containsEntry("NUM_UBER_SUBMAPS", 2L);
  }

  @Test
  @Order(5)
  void pagesOfOtherSitesChangeNothing() throws Exception {
    String victim = "tmp/few/part-m-00000";
    String status = "/webhdfs/v1/" + victim + "?op=GETFILESTATUS";
    JsonNode before = CLUSTER.json("namenode", status);

    List<String> answers =
        ForeignPage.post(
            Map.of(
                "NAMENODE", CLUSTER.webPort("namenode"),
                "DATANODE", CLUSTER.webPort("datanode-1"),
                "RPC", CLUSTER.ports("namenode").get(0),
                "VICTIM", victim,
                "USER", "else"));

    assertThat(answers).hasSize(3).allMatch(answer -> answer.startsWith("HTTP/1.1 403"));
    assertThat(CLUSTER.json("namenode", status)).isEqualTo(before);
    assertThat(before.at("/FileStatus/length").asLong()).isPositive();
  }

  @Test
  @Order(6)
  void pagesOfOtherSitesReadNothing() throws Exception {
    String open =
        "/webhdfs/v1/tmp/few/part-m-00000?op=OPEN&user.name=else&namenoderpcaddress=localhost:"
            + CLUSTER.ports("namenode").get(0);
    assertForbidden("datanode-1", "GET " + open, ForeignPage.READS);
    assertForbidden("datanode-1", "GET " + open, ForeignPage.REBOUND);
    for (String daemon : CLUSTER.pids().keySet()) {
      JsonNode answer = CLUSTER.json(daemon, "/jmx?qry=java.lang:type=Runtime");
      assertThat(answer.at("/beans/0/Uptime").asLong()).as(daemon).isPositive();
      for (String path : List.of("/jmx", "/conf", "/logs/", "/stacks", "/")) {
        assertForbidden(daemon, "GET " + path, ForeignPage.READS);
        assertForbidden(daemon, "GET " + path, ForeignPage.SHOWS);
        assertForbidden(daemon, "GET " + path, ForeignPage.REBOUND);
      }
      assertForbidden(daemon, "GET /logLevel?log=org.apache&level=OFF", ForeignPage.SHOWS);
      for (String method : List.of("POST", "PUT", "DELETE")) {
        assertForbidden(daemon, method + " /", "Host: localhost", "Content-Length: 0");
      }
    }
  }

  @Test
  @Order(7)
  void listensOnLoopbackAlone() throws Exception {
    for (Map.Entry<String, Long> daemon : CLUSTER.pids().entrySet()) {
      assertThat(Listeners.of(daemon.getValue())).as(daemon.getKey()).isNotEmpty();
      assertThat(Listeners.beyondLoopback(daemon.getValue())).as(daemon.getKey()).isEmpty();
    }
    try (ServerSocket wide = new ServerSocket(0)) {
      assertThat(Listeners.beyondLoopback(ProcessHandle.current().pid()))
          .as("a socket on every address is seen")
          .anyMatch(address -> address.endsWith(String.format(":%04X", wide.getLocalPort())));
    }
  }

  @Test
  @Order(8)
  void tellsAHungDaemonFromARunningOne() throws Exception {
    Map<String, Long> before = CLUSTER.pids();
    assertThat(CLUSTER.run("kill", "-STOP", "" + before.get("historyserver"))).isZero();
    try {
      assertThat(CLUSTER.run("scripts/cluster", "status")).isEqualTo(6);
      assertThat(CLUSTER.output).containsPattern("historyserver +\\d+ +\\d+ +not answering: http");
      assertThat(CLUSTER.run("env", "CLUSTER_WAIT=1", "scripts/cluster", "start")).isEqualTo(6);
      assertThat(CLUSTER.output)
          .contains("still waiting for the history server after 1 s. The daemons run on");
    } finally {
      CLUSTER.run("kill", "-CONT", "" + before.get("historyserver"));
    }
  }

  @Test
  @Order(9)
  void aStartReplacesACrashedDaemonAlone() throws Exception {
    Map<String, Long> before = CLUSTER.pids();
    ProcessHandle dataNode = ProcessHandle.of(before.get("datanode-1")).orElseThrow();
    dataNode.destroyForcibly();
    dataNode.onExit().get();

    assertThat(CLUSTER.run("scripts/cluster", "status")).isEqualTo(6);
    assertThat(CLUSTER.output).containsPattern("datanode-1 +- +- +not running");
    assertThat(CLUSTER.run("scripts/cluster", "start", "--datanodes", "3")).isEqualTo(2);
    assertThat(CLUSTER.output).contains("1 DataNodes and 1 NodeManagers; stop it first");
    assertThat(CLUSTER.run("scripts/cluster", "start")).as(CLUSTER.output).isZero();

    Map<String, Long> after = CLUSTER.pids();
    assertThat(after.remove("datanode-1")).isNotEqualTo(before.remove("datanode-1"));
    assertThat(after).isEqualTo(before).hasSize(4);
    assertThat(CLUSTER.run("scripts/hadoop", "fs", "-cat", "/tmp/counts/part-r-00000")).isZero();
    assertThat(CLUSTER.output.lines().filter(line -> line.matches("[0-9a-f]\t\\d+"))).hasSize(16);
  }

  @Test
  @Order(10)
  void showsItsLogs() throws Exception {
    assertThat(CLUSTER.run("scripts/cluster", "logs")).isZero();
    assertThat(CLUSTER.output).contains("/logs/namenode.log", "/logs/nodemanager-1.log");
    assertThat(CLUSTER.run("scripts/cluster", "logs", "namenode")).isZero();
    assertThat(CLUSTER.output).contains("INFO");
    assertThat(CLUSTER.run("scripts/cluster", "logs", "tombstone")).isEqualTo(2);
  }

  @Test
  @Order(11)
  void stopsLeavingNoProcessAndTwiceDoesNoHarm() throws Exception {
    assertThat(CLUSTER.processes()).isEqualTo(5);

    assertThat(CLUSTER.run("scripts/cluster", "stop")).as(CLUSTER.output).isZero();

    assertThat(CLUSTER.processes()).isZero();
    assertThat(CLUSTER.run("scripts/cluster", "stop")).isZero();
    assertThat(CLUSTER.output).contains("not running");
  }

  private static void assertForbidden(String daemon, String line, String... headers)
      throws IOException {
    assertThat(RunningCluster.request(CLUSTER.webPort(daemon), line, headers))
        .as("%s: %s %s", daemon, line, List.of(headers))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("Access-Control-Allow-Origin");
  }

  private static String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve(name)));
  }

  /** Counters of the job that the last output names, from the history server. */
  private static Map<String, Long> counters() throws Exception {
    Matcher page =
        Pattern.compile("/jobhistory/jobcounters/(job_\\d+_\\d+)").matcher(CLUSTER.output);
    assertThat(page.find()).as(CLUSTER.output).isTrue();
    String rest = "/ws/v1/history/mapreduce/jobs/" + page.group(1) + "/counters";
    Map<String, Long> counters = new TreeMap<>();
    for (JsonNode group : CLUSTER.json("historyserver", rest).at("/jobCounters/counterGroup")) {
      for (JsonNode counter : group.findParents("name")) {
        counters.put(counter.get("name").asText(), counter.get("totalCounterValue").asLong());
      }
    }
    return counters;
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
