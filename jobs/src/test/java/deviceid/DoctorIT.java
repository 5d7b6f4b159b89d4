// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What is said of a live cluster as one part after another is taken from it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorIT {

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new MiniCluster("doctor");
    cluster.fs().mkdirs(new Path("/in"));
    try (OutputStream out = cluster.fs().create(new Path("/in/cut.gz"))) {
      out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aSoundClusterPassesEveryCheck() {
    Run run = run("doctor");

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).containsPattern("DataNodes +ok +1 live").doesNotContain("fails");
  }

  @Test
  @Order(2)
  void namesMemoryThatIsNowhereGranted() {
    Run run = run("doctor", "-Dyarn.app.mapreduce.am.resource.mb=99999");

    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out())
        .containsPattern("container memory +fails")
        .contains("lower yarn.app.mapreduce.am.resource.mb, or raise");
  }

  @Test
  @Order(3)
  void namesSafeMode() throws Exception {
    cluster.hdfs().setSafeMode(SafeModeAction.ENTER);
    Run run = run("doctor");
    cluster.hdfs().setSafeMode(SafeModeAction.LEAVE);

    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).containsPattern("safe mode +fails");
  }

  @Test
  @Order(4)
  void aFailedJobShowsTheEndOfItsAttemptsLog() {
    Run run =
        run(
            "count",
            "/in/cut.gz",
            "/failed",
            "-Dmapreduce.map.maxattempts=1",
            "-Dmapreduce.job.ubertask.enable=false");

    assertThat(run.status()).as(run.toString()).isEqualTo(1);
    assertThat(run.err())
        .contains("last lines of the log of attempt_", "the rest is at http://")
        .containsPattern("\\n  .*(at deviceid|EOFException|more)");
  }

  @Test
  @Order(5)
  void namesAHistoryServerThatIsGone() {
    cluster.stopHistoryServer();

    Run run = run("doctor");

    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).containsPattern("history server +fails +.*nothing listens there");
  }

  @Test
  @Order(6)
  void namesNodeManagersThatAreGoneAndAJobSaysThatItWaitsForThem() throws Exception {
    cluster.stopNodeManagers();

    Run run = run("doctor");
    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).containsPattern("(NodeManagers|nodes' pages) +fails");

    CompletableFuture<Run> job =
        CompletableFuture.supplyAsync(() -> run("count", "/in/cut.gz", "/waits"));
    Thread.sleep(25_000); // it speaks after 15 s, at its next line
    killAccepted();
    Run waited = job.get();
    assertThat(waited.status()).as(waited.toString()).isEqualTo(1);
    assertThat(waited.err()).containsOnlyOnce("count cut.gz: waits to be started: ");
  }

  private static void killAccepted() throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(cluster.client());
      yarn.start();
      for (ApplicationReport waiting :
          yarn.getApplications(EnumSet.of(YarnApplicationState.ACCEPTED))) {
        yarn.killApplication(waiting.getApplicationId());
      }
    }
  }

  private static Run run(String... args) {
    return cluster.run(args);
  }
}
