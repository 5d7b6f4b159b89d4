// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static deviceid.faults.FaultyJob.await;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.MiniCluster;
import deviceid.Run;
import deviceid.publish.Race;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.ExtendedBlock;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Blocks that rot, space that ends, and drivers that want the same output, on two DataNodes. */
class DataFaultsIT {

  private static final int IDS = 400_000;
  private static final String REFERENCE = Dataset.rows(42, IDS);

  private static final int RACES = 50;

  /** A replica on each DataNode. */
  private static final short TWO = 2;

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
  }

  /**
   * Every block has one bad replica, all on one DataNode. Each of the maps prefers either node, so
   * that a count that meets no bad replica is possible, and is repeated.
   */
  @Tag("sweep")
  @Test
  void replicasThatRotOnOneNodeCostNoCount() throws Exception {
    for (LocatedBlock block : store("/one-bad/ids")) {
      cluster.dfs().corruptReplica(0, block.getBlock());
    }
    Trial trial = new Trial("one of two replicas of every block corrupt");
    long known = cluster.hdfs().getCorruptBlocksCount();
    String counts = "";
    for (int i = 0; i < 10 && cluster.hdfs().getCorruptBlocksCount() == known; i++) {
      Run run = count("/one-bad/ids", "/one-bad/counts-" + i);
      run.succeeds();
      counts = cluster.parts("/one-bad/counts-" + i);
    }

    trial.fired(
        "readers reported corrupt replicas", cluster.hdfs().getCorruptBlocksCount() > known);
    trial.publishes(Dataset.counts(counts), Dataset.countByFirst(REFERENCE));
  }

  @Tag("sweep")
  @Test
  void aBlockWhoseReplicasAllRotFailsTheCount() throws Exception {
    List<LocatedBlock> blocks = store("/all-bad/ids");
    ExtendedBlock middle = blocks.get(blocks.size() / 2).getBlock();
    int spoilt = cluster.dfs().corruptBlockOnDataNodes(middle);
    cluster.hdfs().mkdirs(new Path("/no-counts"));

    Run run = count("/all-bad/ids", "/no-counts/counts");

    Trial trial = new Trial("all replicas of a block corrupt");
    trial.fired("replicas spoilt", spoilt, 2);
    trial.fired("the job failed", run.status() == 1);
    assertThat(run.lastLine())
        .startsWith("FAIL: job 'count ids")
        .contains(" failed: ", "/all-bad/ids");
    trial.leavesNothing(cluster.names("/no-counts"));
  }

  @Tag("sweep")
  @Test
  void anExceededQuotaFailsUntilItIsRaised() throws Exception {
    Path parent = new Path("/quota");
    cluster.hdfs().mkdirs(parent);
    cluster.hdfs().setQuota(parent, HdfsConstants.QUOTA_DONT_SET, 6 << 20);
    String[] generate = {
      "generate", "/quota/ids", "--ids", "" + IDS, "--cores", "1", "-Dmapreduce.map.maxattempts=2"
    };

    Run failed = cluster.run(generate);

    Trial trial = new Trial("space quota exceeded");
    trial.fired("DSQuotaExceededException", failed.err().contains("DSQuotaExceededException"));
    failed.exits(1);
    assertThat(failed.lastLine()).contains(" failed: ", "quota of /quota is exceeded");
    trial.leavesNothing(cluster.names("/quota"));

    cluster.hdfs().setQuota(parent, HdfsConstants.QUOTA_DONT_SET, 1 << 30);
    Run again = cluster.run(generate);
    again.succeeds();
    trial.publishes(cluster.parts("/quota/ids"), REFERENCE);
  }

  @Test
  void ofTwoProgramsOnOneOutputOnePublishes() throws Exception {
    cluster.hdfs().mkdirs(new Path("/race"));
    List<CompletableFuture<Run>> drivers =
        List.of(
            CompletableFuture.supplyAsync(() -> generate("/race/ids", 1)),
            CompletableFuture.supplyAsync(() -> generate("/race/ids", 2)));
    await("both have staged", () -> cluster.names("/race").size() == 2);
    List<String> staged = cluster.names("/race");
    Run first = drivers.get(0).get();
    Run second = drivers.get(1).get();

    Trial trial = new Trial("two programs, one output");
    trial.fired(
        "two stagings at once",
        staged.stream().filter(name -> name.startsWith(".ids.staging-")).count(),
        2);
    assertThat(List.of(first.status(), second.status())).containsExactlyInAnyOrder(0, 4);
    assertThat((first.status() == 4 ? first : second).lastLine())
        .endsWith("/race/ids exists: another run published it first");
    assertThat(cluster.names("/race")).containsExactly("ids");
    trial.publishes(cluster.parts("/race/ids"), Dataset.rows(first.status() == 0 ? 1 : 2, 100_000));
  }

  @Test
  void ofTwoStagedOutputsOneIsPublishedInEachOfFiftyRaces() throws Exception {
    StringBuilder published = new StringBuilder();
    StringBuilder won = new StringBuilder();
    for (int race = 0; race < RACES; race++) {
      Path output = new Path("/races/out-" + race);
      won.append(Race.winnerOf(() -> stage(output)));
      published.append(cluster.parts(output.toString()));
    }

    Trial trial = new Trial("two stagings, one output: " + RACES + " races");
    trial.fired("outputs with one winner and one refused", cluster.names("/races").size(), RACES);
    trial.publishes(published.toString(), won.toString());
  }

  private static StagedOutput stage(Path output) throws Exception {
    return StagedOutput.beside(output, cluster.client(), Recipe.of(List.of("generate"), Map.of()));
  }

  private static Run generate(String output, long seed) {
    return cluster.run("generate", output, "--ids", "100k", "--cores", "1", "--seed", "" + seed);
  }

  /** Two maps, whatever the blocks. */
  private static Run count(String input, String output) {
    return cluster.run(
        "count",
        input,
        output,
        "-Dmapreduce.input.fileinputformat.split.minsize=" + (REFERENCE.length() / 2 + 41),
        "-Dmapreduce.map.maxattempts=2");
  }

  private static List<LocatedBlock> store(String file) throws Exception {
    try (OutputStream out = cluster.hdfs().create(new Path(file), false, 4096, TWO, 1 << 20)) {
      out.write(REFERENCE.getBytes(StandardCharsets.US_ASCII));
    }
    return cluster.hdfs().getClient().getLocatedBlocks(file, 0, Long.MAX_VALUE).getLocatedBlocks();
  }
}
