// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.generate.GenerateDeviceIds;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.io.Ids;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobCounter;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main flow on real HDFS and real containers, through the jar that users run. */
class MainFlowIT {

  private static final int IDS = 100_000;

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new MiniCluster("main-flow");
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void generatesCountsAndSamples() throws Exception {
    Run generate = run("generate", "/flow/ids", "--ids", "" + IDS, "--cores", "3");
    assertThat(generate.status()).as(generate.toString()).isZero();
    assertThat(text("/flow/ids")).isEqualTo(Dataset.rows(42, IDS));
    assertThat(generate.err()).contains("engine yarn at", "http://");

    Run count = run("count", "/flow/ids", "/flow/counts");
    assertThat(count.status()).as(count.toString()).isZero();
    assertThat(text("/flow/counts")).isEqualTo(countLines());
    assertThat(count.out())
        .contains("rows read = rows counted + bad rows: 100,000 = 100,000: PASS")
        .contains("bytes of rows read = bytes of input: 4,100,000 = 4,100,000: PASS");

    Run sample = run("sample", "/flow/ids", "/flow/curve", "--ratio", "1000", "--repeats", "1");
    assertThat(sample.status()).as(sample.toString()).isZero();
    assertThat(text("/flow/curve/size-100000")).isEqualTo(countLines());
    assertThat(text("/flow/curve/size-100")).isEqualTo(sampledLocally());
    assertThat(Arrays.stream(cluster.fs().listStatus(new Path("/flow"))))
        .extracting(status -> status.getPath().getName())
        .containsExactly("counts", "curve", "ids");
  }

  @Test
  void aFailedAttemptsRetryGivesTheSameBytes() throws Exception {
    Configuration conf = new JobConf();
    conf.addResource(new Path(cluster.conf()));
    Path control = new Path("/retry/control.txt");
    try (OutputStream out = cluster.fs().create(control)) {
      String lines = ControlFile.write(GenerationPlan.of(IDS, 2));
      out.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    Job job = GenerateDeviceIds.createJob(conf, control, new Path("/retry/ids"), IDS, 42);
    job.setMapperClass(FailingOnceMapper.class);

    assertThat(job.waitForCompletion(false)).isTrue();

    assertThat(job.getCounters().findCounter(JobCounter.NUM_FAILED_MAPS).getValue()).isEqualTo(2);
    assertThat(job.getCounters().findCounter(Ids.IDS_GENERATED).getValue()).isEqualTo(IDS);
    assertThat(text("/retry/ids")).isEqualTo(Dataset.rows(42, IDS));
  }

  @Test
  void aJobWhoseAttemptsAllFailLeavesNoDestination() throws Exception {
    cluster.fs().mkdirs(new Path("/failed"));
    try (OutputStream out = cluster.fs().create(new Path("/failed/ids/cut.gz"))) {
      out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
    }

    Run run = run("count", "/failed/ids", "/failed/out", "-Dmapreduce.map.maxattempts=1");

    assertThat(run.status()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).contains("job 'count ids' failed: ", "cut.gz");
    assertThat(cluster.fs().listStatus(new Path("/failed"))).hasSize(1);
  }

  @Test
  void refusesAFileThatItsUserCannotRead() throws Exception {
    FileSystem fs = cluster.fs();
    fs.mkdirs(new Path("/bob"), new FsPermission((short) 0777));
    fs.setPermission(new Path("/bob"), new FsPermission((short) 0777));
    fs.create(new Path("/bob/secret")).close();
    fs.setPermission(new Path("/bob/secret"), new FsPermission((short) 0600));
    UserGroupInformation bob = UserGroupInformation.createUserForTesting("bob", new String[] {"b"});

    Run run =
        bob.doAs((PrivilegedExceptionAction<Run>) () -> run("count", "/bob/secret", "/bob/out"));

    assertThat(run.status()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains("/bob/secret cannot be read: Permission denied: user=bob");
    assertThat(fs.listStatus(new Path("/bob"))).hasSize(1);
  }

  private static Run run(String... args) {
    String[] site = {"-conf", cluster.conf(), "-Dmapreduce.job.jar=" + MiniCluster.jar()};
    return Run.of(Stream.concat(Arrays.stream(args), Arrays.stream(site)).toArray(String[]::new));
  }

  /** The same sample's counts from the local runner. */
  private static String sampledLocally() throws Exception {
    java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("sampled-locally");
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, IDS));
    Run.of("sample", folder + "/ids", folder + "/curve", "--ratio", "1000", "--repeats", "1");
    return new String(Dataset.parts(folder.resolve("curve/size-100")), StandardCharsets.US_ASCII);
  }

  private static String countLines() {
    StringBuilder lines = new StringBuilder();
    Dataset.countByFirst(Dataset.rows(42, IDS))
        .forEach((first, ids) -> lines.append(first).append('\t').append(ids).append('\n'));
    return lines.toString();
  }

  private static String text(String folder) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (FileStatus part : cluster.fs().globStatus(new Path(folder, "part-*"))) {
      try (var in = cluster.fs().open(part.getPath())) {
        in.transferTo(all);
      }
    }
    return all.toString(StandardCharsets.US_ASCII);
  }
}
