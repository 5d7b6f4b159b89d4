// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.generate.GenerateDeviceIds;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.publish.Staging;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.mapreduce.Job;
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
      out.write(Dataset.cutGzip());
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
    assertThat(run.out()).containsPattern("PASS +DataNodes +1 live").doesNotContain("FAIL");
  }

  @Test
  @Order(2)
  void namesMemoryThatIsNowhereGranted() {
    Run run = run("doctor", "-Dyarn.app.mapreduce.am.resource.mb=99999");

    run.exits(6);
    assertThat(run.out())
        .containsPattern("FAIL +container memory")
        .contains("lower yarn.app.mapreduce.am.resource.mb, or raise");
  }

  @Test
  @Order(3)
  void namesSafeMode() throws Exception {
    cluster.hdfs().setSafeMode(SafeModeAction.ENTER);
    Run run = run("doctor");
    cluster.hdfs().setSafeMode(SafeModeAction.LEAVE);

    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).containsPattern("FAIL +safe mode");
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

    run.exits(1);
    assertThat(run.err())
        .contains("last lines of the log of attempt_", "the rest is at http://")
        .containsPattern("\\n  .*(at deviceid|EOFException|more)");
  }

  @Test
  @Order(5)
  void namesAHistoryServerThatIsGone() {
    cluster.stopHistoryServer();

    Run run = run("doctor");

    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.out()).containsPattern("WARN +history server +.*nothing listens there");
  }

  @Test
  @Order(6)
  void namesNodeManagersThatAreGoneAndAJobSaysThatItWaitsForThem() throws Exception {
    cluster.stopNodeManagers();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    CompletableFuture<Run> job =
        CompletableFuture.supplyAsync(() -> cluster.run(said, "count", "/in/cut.gz", "/waits"));

    Run run = run("doctor");
    assertThat(run.status()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).containsPattern("FAIL +(NodeManagers|nodes' pages)");

    while (!job.isDone() && !said.toString(StandardCharsets.UTF_8).contains(": waiting to start")) {
      Thread.sleep(50);
    }
    killAccepted();
    Run waited = job.get();
    waited.exits(1);
    assertThat(waited.err()).containsOnlyOnce("count cut.gz: waiting to start: ");
  }

  @Test
  @Order(7)
  void removesAStagingOnceItsApplicationIsOverAndNotBefore() throws Exception {
    try (StagedOutput staged =
        StagedOutput.beside(
            new Path("/left/ids"), cluster.client(), Recipe.of(List.of("generate"), Map.of()))) {
      letTheDriverBeDead(staged.path("_OWNER.json"));
      GenerationPlan plan = GenerationPlan.of(10, 1);
      Path control = staged.write("control.txt", ControlFile.write(plan));
      Job job = GenerateDeviceIds.createJob(cluster.client(), control, staged.data(), plan, 42);
      Staging.tag(job);
      job.submit(); // with no NodeManager it is accepted and goes no further

      assertThat(run("doctor", "--clean", "/left").out())
          .containsPattern("kept: application_[0-9_]+ writes into it");
      assertThat(cluster.names("/left")).hasSize(1);

      killAccepted();
      assertThat(run("doctor", "--clean", "/left").out()).contains("removed");
      assertThat(cluster.names("/left")).isEmpty();
    }
  }

  private static void letTheDriverBeDead(Path owner) throws Exception {
    String text;
    try (InputStream in = cluster.fs().open(owner)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (OutputStream out = cluster.fs().create(owner, true)) {
      String dead = text.replaceAll("\"pid\" : [0-9]+", "\"pid\" : 2147483646");
      out.write(dead.getBytes(StandardCharsets.UTF_8));
    }
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
