// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.MiniCluster;
import deviceid.Run;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests out of real containers, which reach the server of the driver: one machine. */
class FetchIT {

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
  }

  @Tag("sweep")
  @Test
  void comparesAllModesOnYarn() throws Exception {
    Run run = cluster.run("fetch", "--demo", "--requests", "3", "--max-delay", "0.6");

    run.succeeds();
    assertThat(run.out())
        .contains("async: most requests at once = expected: 3: PASS")
        .contains("threads: most requests at once = expected: 3: PASS")
        .contains("modes that sent each request once = modes: ")
        .containsPattern("(?m)^maps +3 +3 ")
        .doesNotContain("maps: most");
  }

  /** An answer that takes longer than a task may be silent. */
  @Test
  void waitsLongerThanTheTaskTimeout() throws Exception {
    try (DelayServer server = new DelayServer(1)) {
      try (OutputStream out = cluster.hdfs().create(new Path("/fetch/urls"))) {
        out.write(server.url("/delay/10").getBytes(StandardCharsets.US_ASCII));
      }

      Run run =
          cluster.run(
              "fetch",
              "/fetch/urls",
              "/fetch/out",
              "--mode",
              "threads",
              "--deadline",
              "20s",
              "-Dmapreduce.job.ubertask.enable=false",
              "-Dmapreduce.map.maxattempts=1",
              "-Dmapreduce.task.timeout=8000",
              "-Dmapreduce.task.timeout.check-interval.ms=500");

      run.succeeds();
      assertThat(cluster.parts("/fetch/out")).isEqualTo("200\t1\t1\t10000\t10000\n");
      assertThat(server.visits()).hasSize(1);
    }
  }
}
