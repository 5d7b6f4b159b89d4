// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What YARN does not take, and what it would take and fail later. */
class RefusedJobIT {

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
    try (OutputStream out = cluster.fs().create(new Path("/refused/ids"))) {
      out.write(Dataset.rows(42, 10).getBytes(StandardCharsets.US_ASCII));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mapreduce.job.queuename=none            | 2 | unknown queue: none
          mapreduce.job.queuename=stopped         | 6 | STOPPED
          mapreduce.job.queuename=full            | 6 | cannot accept submission
          mapreduce.job.node-label-expression=gpu | 2 | label
          mapreduce.map.memory.mb=99999           | 2 | lower mapreduce.map.memory.mb, or raise
          mapreduce.job.priority=urgent           | 2 | cannot be submitted
          """)
  void saysWhyInOneLine(String setting, int status, String message) throws Exception {
    Run run = cluster.run("count", "/refused/ids", "/refused/counts", "-D" + setting);

    run.exits(status);
    assertThat(run.lastLine()).contains(message).hasSizeLessThan(300);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(cluster.names("/refused")).containsExactly("ids");
  }
}
