// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import deviceid.Run;
import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Finding.Verdict;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.Timeouts;
import deviceid.doctor.HdfsState.DataNodes;
import deviceid.doctor.HdfsState.Folder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  private static final Folder MINE = new Folder("/user/ann", "ann", true);
  private static final Folder OTHERS = new Folder("/user/ann", "root", false);

  @TempDir Path folder;

  @Test
  void aClosedPortIsNamedAndFails() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    Run run = Run.of("doctor", "-fs", "hdfs://localhost:" + port);

    run.exits(6);
    assertThat(run.out()).contains("hdfs://localhost:" + port + ": nothing listens there");
  }

  @Test
  void daemonsThatNeverAnswerAreGivenUpInTime() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "localhost:" + deaf.getLocalPort();
      long begun = System.nanoTime();

      Run run =
          Run.of(
              "doctor",
              "-Dfs.defaultFS=hdfs://" + address,
              "-Dmapreduce.framework.name=yarn",
              "-Dyarn.resourcemanager.address=" + address,
              "-Dmapreduce.jobhistory.address=" + address,
              "-Dmapreduce.jobhistory.webapp.address=" + address,
              "-Ddeviceid.timeout.answer=5s");

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(90));
      assertThat(run.status()).as(run.toString()).isEqualTo(6);
      assertThat(run.out()).contains("ResourceManager", address + ": no answer");
    }
  }

  @Test
  void aListenerThatTalksSomethingElseIsNoNameNode() throws Exception {
    try (ServerSocket mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread talks = new Thread(() -> greet(mail));
      talks.setDaemon(true);
      talks.start();

      Run run = Run.of("doctor", "-fs", "hdfs://localhost:" + mail.getLocalPort());

      run.exits(6).prints("what listens there is no NameNode");
    }
  }

  private static void greet(ServerSocket mail) {
    while (!mail.isClosed()) {
      try (Socket caller = mail.accept()) {
        caller.getOutputStream().write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
        caller.getInputStream().read();
      } catch (IOException e) {
        // the caller has gone, or the test is over
      }
    }
  }

  @Test
  void theWebPortOfANameNodeIsKnownAndItsPagesTellTheRightOne() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread talks = new Thread(() -> serve(web));
      talks.setDaemon(true);
      talks.start();

      Run run = Run.of("doctor", "-fs", "hdfs://localhost:" + web.getLocalPort());

      assertThat(run.status()).as(run.toString()).isEqualTo(6);
      assertThat(run.out())
          .contains("that is the port of the NameNode's web pages")
          .contains("fix: set fs.defaultFS=hdfs://localhost:9000");
      assertThat(run.lastLine()).matches("FAIL: 1 of [0-9]+ checks: file system");
    }
  }

  private static void serve(ServerSocket web) {
    String status = "{\"beans\":[{\"HostAndPort\":\"localhost:9000\"}]}";
    while (!web.isClosed()) {
      try (Socket caller = web.accept()) {
        byte[] asked = new byte[8];
        int length = caller.getInputStream().readNBytes(asked, 0, 8);
        boolean page = new String(asked, 0, length, StandardCharsets.US_ASCII).equals("GET /jmx");
        String answer =
            page
                ? "HTTP/1.1 200 OK\r\nContent-Length: " + status.length() + "\r\n\r\n" + status
                : "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        caller.shutdownOutput();
        caller.getInputStream().readAllBytes();
      } catch (IOException e) {
        // the caller has gone, or the test is over
      }
    }
  }

  @Test
  void whatAnOrdinaryUserMayNotSeeIsSkipped() {
    assertThat(HdfsChecks.dataNodes(unseen(1L << 40)).verdict()).isEqualTo(Verdict.SKIP);
    assertThat(HdfsChecks.dataNodes(unseen(0)).verdict()).isEqualTo(Verdict.FAIL);
  }

  private static HdfsState unseen(long capacity) {
    return new HdfsState(false, Optional.empty(), capacity, capacity, 1 << 20, 1, MINE, MINE);
  }

  @Test
  void aResourceManagerThatIsGoneIsNoReasonToBlameItsDefaultAddress() {
    Configuration conf = new Configuration();
    conf.set("yarn.resourcemanager.address", "0.0.0.0:8032");
    Finding gone = YarnChecks.unreachable(conf, new ConnectException());

    assertThat(gone.value()).isEqualTo("0.0.0.0:8032: nothing listens there");
    assertThat(gone.fix())
        .startsWith("start the ResourceManager")
        .endsWith("resourcemanager.hostname");
  }

  @Test
  void aHistoryServerThatIsGoneKeepsNoJobFromRunning() throws Exception {
    Configuration conf = new Configuration();
    try (ServerSocket socket = new ServerSocket(0)) {
      conf.set("mapreduce.jobhistory.address", "localhost:" + socket.getLocalPort());
    }

    assertThat(YarnChecks.historyServer(conf).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void aNodeWhosePagesCannotBeReadIsNamed() throws Exception {
    Configuration conf = new Configuration();
    conf.set("deviceid.timeout.answer", "500ms");
    int port;
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = deaf.getLocalPort();
      assertThat(YarnChecks.nodes(conf, List.of(node("localhost:" + port))))
          .extracting(Finding::topic, Finding::verdict, Finding::value)
          .containsExactly(
              tuple(CheckName.NODE_PAGES, Verdict.SKIP, "not visible to you: localhost:" + port));
    }
    assertThat(YarnChecks.nodes(conf, List.of(node("localhost:" + port))))
        .extracting(Finding::topic, Finding::verdict, Finding::value)
        .containsExactly(
            tuple(CheckName.NODE_PAGES, Verdict.FAIL, "nothing listens at localhost:" + port));
  }

  /** A node whose daemon and pages have one address. */
  private static SchedulerState.Node node(String address) {
    return new SchedulerState.Node(address, address, NodeState.RUNNING, "", 4096, 0);
  }

  @Test
  void aLiveDataNodeThatTakesNoConnectionFails() {
    HdfsState state =
        new HdfsState(
            false,
            Optional.of(new DataNodes(1, 0, List.of("dn:9866"))),
            1L << 40,
            1L << 40,
            1 << 20,
            1,
            MINE,
            MINE);

    assertThat(HdfsChecks.dataNodes(state).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(HdfsChecks.dataNodes(state).value()).endsWith("no connection to dn:9866");
  }

  @Test
  void namesEachVariableThatLeadsNowhere() throws Exception {
    Files.createDirectories(folder.resolve("bin"));
    for (String wrong : List.of("", "opt/java", folder + "/none", folder.toString())) {
      assertThat(EnvironmentChecks.variables(Map.of("JAVA_HOME", wrong)).verdict())
          .as(wrong)
          .isEqualTo(Verdict.WARN);
    }
    Files.createFile(folder.resolve("bin/java"));
    assertThat(EnvironmentChecks.variables(Map.of("JAVA_HOME", folder.toString())))
        .matches(Finding::isPass);
  }

  @Test
  void warnsOfHadoopThatIsOlderThanJava17() {
    assertThat(EnvironmentChecks.java(17, "3.3.6").verdict()).isEqualTo(Verdict.WARN);
    assertThat(EnvironmentChecks.java(17, "3.4.1").verdict()).isEqualTo(Verdict.PASS);
    assertThat(EnvironmentChecks.java(17, "3.5.0").verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void warnsOfFileSystemsAndEnginesThatDoNotBelongTogether() {
    assertThat(configuration("file:///", "yarn", "rm:8032")).isEqualTo(Verdict.WARN);
    assertThat(configuration("hdfs://nn:9000", "yarn", "0.0.0.0:8032")).isEqualTo(Verdict.PASS);
    assertThat(configuration("hdfs://nn:9000", "local", "rm:8032")).isEqualTo(Verdict.WARN);
    assertThat(configuration("hdfs://nn:9000", "yarn", "127.0.0.1:8032")).isEqualTo(Verdict.PASS);
    assertThat(
            EnvironmentChecks.configuration(
                    Map.of("HADOOP_CONF_DIR", folder.toString()), new Configuration())
                .fix())
        .contains("nothing of HADOOP_CONF_DIR=" + folder + " is read");
  }

  @Test
  void namesAHostThatIsUnknown() {
    Finding finding =
        EnvironmentChecks.hostNames(
            Set.of("localhost", "no-such-host.invalid"), Timeouts.of(new Configuration()));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.value()).isEqualTo("unknown: no-such-host.invalid");
  }

  @Test
  void takesNoMountTableOrBucketForAHost() {
    Configuration conf = new Configuration();
    for (String uri : List.of("viewfs://c/", "s3a://bucket/")) {
      conf.set("fs.defaultFS", uri);
      assertThat(EnvironmentChecks.named(conf)).doesNotContain("c", "bucket");
    }
    conf.set("fs.defaultFS", "hdfs://nn:9000");
    assertThat(EnvironmentChecks.named(conf)).contains("nn");
  }

  @Test
  void looksAtNoFileSystemOnWhichNothingIsPublished() throws Exception {
    assertThat(fileSystem("s3a://bucket/").verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void namesAMountTableThatIsEmpty() throws Exception {
    Finding finding = fileSystem("viewfs://c/");

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.value()).contains("Empty Mount table in config for viewfs://c/");
  }

  private static Finding fileSystem(String uri) throws Exception {
    Configuration conf = new Configuration();
    conf.set("fs.defaultFS", uri);
    return FileSystemChecks.of(conf).stream()
        .filter(finding -> finding.topic() == CheckName.FILE_SYSTEM)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void judgesWhatTheNameNodeSays() {
    assertThat(HdfsChecks.safeMode(state(true, 1, 1L << 40)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(HdfsChecks.dataNodes(state(false, 0, 1L << 40)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(HdfsChecks.space(state(false, 1, 1000)).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(HdfsChecks.space(state(false, 1, 1L << 29)).verdict()).isEqualTo(Verdict.WARN);
    assertThat(HdfsChecks.home(OTHERS, "ann").verdict()).isEqualTo(Verdict.WARN);
    assertThat(HdfsChecks.staging(OTHERS, "ann").verdict()).isEqualTo(Verdict.FAIL);
    assertThat(HdfsChecks.staging(MINE, "ann").verdict()).isEqualTo(Verdict.PASS);
    assertThat(FileSystemChecks.localDisk(folder.toFile(), 1000).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void findsFoldersOfTwoClusters() throws Exception {
    Configuration conf = new Configuration(false);
    conf.set("dfs.namenode.name.dir", "file://" + version("name", "CID-1"));
    conf.set("dfs.datanode.data.dir", "[DISK]file://" + version("data", "CID-2"));
    assertThat(FileSystemChecks.clusterIds(conf))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WARN);

    version("data", "CID-1");
    assertThat(FileSystemChecks.clusterIds(conf))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.PASS);
  }

  private Path version(String name, String id) throws Exception {
    Path current = Files.createDirectories(folder.resolve(name).resolve("current"));
    Files.writeString(current.resolve("VERSION"), "clusterID=" + id + "\n");
    return folder.resolve(name);
  }

  private static HdfsState state(boolean safeMode, int live, long remaining) {
    DataNodes nodes = new DataNodes(live, 0, List.of());
    return new HdfsState(
        safeMode, Optional.of(nodes), remaining, remaining, 1 << 20, 1, MINE, MINE);
  }

  private static Verdict configuration(String files, String engine, String manager) {
    Configuration conf = new Configuration();
    conf.set("fs.defaultFS", files);
    conf.set("mapreduce.framework.name", engine);
    conf.set("yarn.resourcemanager.address", manager);
    return EnvironmentChecks.configuration(Map.of(), conf).verdict();
  }
}
