// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static deviceid.faults.FaultyJob.await;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.MiniCluster;
import deviceid.faults.Fault.Kind;
import deviceid.faults.Fault.Moment;
import deviceid.rows.Ids;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.LocatedBlock;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.mapred.ShuffleHandler;
import org.apache.hadoop.mapreduce.JobCounter;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.TaskCompletionEvent.Status;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.TypeConverter;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.nodemanager.containermanager.ContainerManagerImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Daemons that stop under a running job; each trial costs the cluster one of them. */
@Tag("sweep")
class DaemonFaultsIT {

  private static final int IDS = 100_000;
  private static final String REFERENCE = Dataset.rows(FaultyJob.SEED, IDS);

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        new MiniCluster(
            "daemon-faults",
            3,
            Map.of(
                "yarn.nm.liveness-monitor.expiry-interval-ms", "10000",
                "yarn.client.nodemanager-connect.max-wait-ms", "2000", // for 3 min otherwise
                "yarn.client.nodemanager-connect.retry-interval-ms", "500",
                "dfs.replication", "2",
                "dfs.heartbeat.interval", "1",
                "dfs.namenode.heartbeat.recheck-interval", "1000",
                "dfs.client.socket-timeout", "10000"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aDataNodeThatStopsInAWritePipelineCostsNoRow() throws Exception {
    FaultyJob job =
        FaultyJob.generate(cluster, "pipeline", IDS, 1, new Fault(Moment.MIDDLE, Kind.HOLD))
            .submit();
    job.awaitStruck();
    Path part = new Path(job.output() + "/_temporary/*/_temporary/*/part-m-00000");
    LocatedBlock written = firstBlock(cluster.hdfs().globStatus(part)[0].getPath());
    assertThat(written.getLocations()).as("a pipeline of two").hasSize(2);
    DatanodeInfo stopped = written.getLocations()[0];
    cluster.dfs().stopDataNode(indexOf(stopped));
    job.letGo();
    job.succeed();

    Trial trial = new Trial("DataNode stopped in a write pipeline");
    LocatedBlock stored = firstBlock(new Path(job.output(), "part-m-00000"));
    assertThat(stored.getBlock().getBlockId()).isEqualTo(written.getBlock().getBlockId());
    trial.fired(
        "the open block's generation grew, which only a pipeline's recovery does",
        stored.getBlock().getGenerationStamp() > written.getBlock().getGenerationStamp());
    assertThat(job.count(JobCounter.NUM_FAILED_MAPS)).as("the writer rides over it").isZero();
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  /** One map is held, so that no reducer starts before the NodeManager is missed. */
  @Test
  void aNodeManagerThatStopsWithFinishedMapsOnItCostsNoCount() throws Exception {
    int maps = 6;
    FaultyJob job =
        FaultyJob.count(
                cluster,
                "node-lost",
                REFERENCE,
                REFERENCE.length() / maps + 1,
                new Fault(Moment.SETUP, Kind.HOLD).inTasks(0))
            .with(MRJobConfig.COMPLETED_MAPS_FOR_REDUCE_SLOWSTART, "1")
            .submit();
    job.awaitStruck();
    await("all maps but one finish", () -> job.ended(Status.SUCCEEDED).size() == maps - 1);
    NodeManager lost = withoutMaster(TypeConverter.toYarn(job.job().getJobID()).getAppId());
    Set<TaskAttemptID> finishedThere = finishedOn(lost, job);
    lost.stop();
    await(
        "the node is lost and its maps with it",
        () -> job.ended(Status.KILLED).containsAll(finishedThere));
    job.letGo();
    job.succeed();

    Trial trial = new Trial("NodeManager stopped before its maps' output was fetched");
    trial.fired("finished maps on it: " + finishedThere.size(), !finishedThere.isEmpty());
    trial.fired("killed afterwards", job.ended(Status.KILLED).containsAll(finishedThere));
    long unusable = 0;
    for (TaskAttemptID attempt : finishedThere) {
      unusable += job.diagnostics(attempt).contains("unusable node") ? 1 : 0;
    }
    trial.fired("because of their node", unusable, finishedThere.size());
    assertThat(job.count(Ids.IDS_COUNTED)).isEqualTo(IDS);
    trial.publishes(Dataset.counts(job.written()), Dataset.countByFirst(REFERENCE));
  }

  private static LocatedBlock firstBlock(Path file) throws Exception {
    return cluster.hdfs().getClient().getLocatedBlocks(file.toUri().getPath(), 0).get(0);
  }

  private static int indexOf(DatanodeInfo node) {
    List<DataNode> nodes = cluster.dfs().getDataNodes();
    return nodes.stream().map(DataNode::getXferPort).toList().indexOf(node.getXferPort());
  }

  /** The NodeManager that does not run the job's ApplicationMaster, container 1. */
  private static NodeManager withoutMaster(ApplicationId application) {
    return Stream.of(cluster.nodeManager(0), cluster.nodeManager(1))
        .filter(
            node ->
                node.getNMContext().getContainers().keySet().stream()
                    .noneMatch(container -> isMaster(container, application)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isMaster(ContainerId container, ApplicationId application) {
    return container.getApplicationAttemptId().getApplicationId().equals(application)
        && container.getContainerId() == 1;
  }

  /** A finished map is known by the port at which its node serves its output. */
  private static Set<TaskAttemptID> finishedOn(NodeManager node, FaultyJob job) throws Exception {
    ContainerManagerImpl containers =
        (ContainerManagerImpl) node.getNMContext().getContainerManager();
    int port =
        ShuffleHandler.deserializeMetaData(
            containers.getAuxServiceMetaData().get(ShuffleHandler.MAPREDUCE_SHUFFLE_SERVICEID));
    return Arrays.stream(job.job().getTaskCompletionEvents(0, 1000))
        .filter(event -> event.getTaskTrackerHttp().endsWith(":" + port))
        .map(TaskCompletionEvent::getTaskAttemptId)
        .filter(attempt -> attempt.getTaskType() == TaskType.MAP)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
