// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.SchedulerState.Node;
import deviceid.cluster.SchedulerState.Queue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Checks whether YARN would start a job of this configuration: nodes, memory, queue. What a job
 * that waits asks too.
 */
public final class SchedulerChecks {

  private SchedulerChecks() {}

  /** Asks the ResourceManager and judges its answer; one finding if there is none. */
  public static List<Finding> of(Configuration conf) {
    try {
      return of(conf, SchedulerState.read(conf, queueName(conf)));
    } catch (IOException e) {
      return List.of(unreachable(conf, e));
    }
  }

  /**
   * What keeps a job of this user waiting: the same, without what the job itself takes of the
   * queue.
   *
   * @param isPending whether it is one of those that wait in the queue; else the queue has let it
   *     in, its master is part of the share in use, and it waits for a node
   */
  public static List<Finding> ofWaiting(Configuration conf, boolean isPending) {
    try {
      SchedulerState state = SchedulerState.read(conf, queueName(conf));
      return isPending ? of(conf, state.withoutOnePending()) : ofNodes(conf, state);
    } catch (IOException e) {
      return List.of(unreachable(conf, e));
    }
  }

  static List<Finding> ofNodes(Configuration conf, SchedulerState state) {
    return List.of(nodeManagers(state), health(state), memory(conf, state));
  }

  /** Judges what the ResourceManager said. */
  public static List<Finding> of(Configuration conf, SchedulerState state) {
    return List.of(
        nodeManagers(state),
        health(state),
        memory(conf, state),
        queue(conf, state),
        mastersShare(conf, state));
  }

  /** The finding that the ResourceManager cannot be asked. */
  public static Finding unreachable(Configuration conf, IOException thrown) {
    return WhyUnreachable.finding(
        thrown,
        CheckName.RESOURCE_MANAGER,
        "ResourceManager",
        conf.get(YarnConfiguration.RM_ADDRESS, YarnConfiguration.DEFAULT_RM_ADDRESS),
        YarnConfiguration.RM_ADDRESS);
  }

  public static String queueName(Configuration conf) {
    return conf.get(MRJobConfig.QUEUE_NAME, JobConf.DEFAULT_QUEUE_NAME);
  }

  static Finding nodeManagers(SchedulerState state) {
    int running = state.running().size();
    String value = running + " running of " + state.nodes().size();
    return running > 0
        ? Finding.pass(CheckName.NODE_MANAGERS, value)
        : Finding.fail(
            CheckName.NODE_MANAGERS,
            value,
            "start a NodeManager; if it ends at once, its own log says why");
  }

  static Finding health(SchedulerState state) {
    List<Node> ill =
        state.nodes().stream().filter(node -> node.state() == NodeState.UNHEALTHY).toList();
    if (ill.isEmpty()) {
      return Finding.pass(CheckName.NODE_HEALTH, "none unhealthy");
    }
    String value =
        ill.stream()
            .map(node -> node.host() + ": " + node.health())
            .collect(Collectors.joining(", "));
    String fix =
        "free disk space, or raise yarn.nodemanager.disk-health-checker"
            + ".max-disk-utilization-per-disk-percentage (90) on the node";
    return state.running().isEmpty()
        ? Finding.fail(CheckName.NODE_HEALTH, value, fix)
        : Finding.warn(CheckName.NODE_HEALTH, value, fix);
  }

  /** Every container of a job must fit into the scheduler's limit and into some node. */
  static Finding memory(Configuration conf, SchedulerState state) {
    long node = state.running().stream().mapToLong(Node::memory).max().orElse(Long.MAX_VALUE);
    long limit = Math.min(node, state.maxMemory());
    Map<String, Long> asked = asked(conf);
    String value =
        asked.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
    String tooLarge =
        asked.entrySet().stream()
            .filter(entry -> entry.getValue() > limit)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!tooLarge.isEmpty()) {
      return Finding.fail(
          CheckName.CONTAINER_MEMORY,
          value + "; the largest container here has " + limit + " MB",
          "lower " + tooLarge + ", or raise yarn.scheduler.maximum-allocation-mb and the nodes'");
    }
    long free = state.running().stream().mapToLong(n -> n.memory() - n.used()).max().orElse(0);
    if (!state.running().isEmpty() && asked.get(MRJobConfig.MR_AM_VMEM_MB) > free) {
      return Finding.warn(
          CheckName.CONTAINER_MEMORY,
          value + "; the most that a node has free is " + free + " MB",
          "a job waits until others end: yarn application -list");
    }
    return Finding.pass(CheckName.CONTAINER_MEMORY, value + "; a node has " + free + " MB free");
  }

  static Finding queue(Configuration conf, SchedulerState state) {
    if (state.queue().isEmpty()) {
      return Finding.fail(
          CheckName.QUEUE,
          queueName(conf) + ": no such queue",
          "set " + MRJobConfig.QUEUE_NAME + " to one of: yarn queue -list all");
    }
    Queue queue = state.queue().get();
    if (!queue.open()) {
      return Finding.fail(
          CheckName.QUEUE, queue.name() + ": stopped", "use another queue, or have it started");
    }
    return queue.pending() == 0
        ? Finding.pass(CheckName.QUEUE, queue.name() + ": open, none waits")
        : Finding.warn(
            CheckName.QUEUE,
            queue.name() + ": " + queue.pending() + " applications wait",
            "a job waits behind them: yarn application -list");
  }

  /** The scheduler starts one application whatever the limit, and no second beyond it. */
  static Finding mastersShare(Configuration conf, SchedulerState state) {
    long limit = state.queue().map(Queue::mastersLimit).orElse(SchedulerState.UNKNOWN);
    if (limit == SchedulerState.UNKNOWN) {
      return Finding.pass(CheckName.MASTER_SHARE, "not told by this scheduler");
    }
    long used = state.queue().get().mastersUsed();
    long asked = asked(conf).get(MRJobConfig.MR_AM_VMEM_MB);
    String value =
        String.format(Locale.ROOT, "%d of %d MB in use, a job's takes %d MB", used, limit, asked);
    return used == 0 || used + asked <= limit
        ? Finding.pass(CheckName.MASTER_SHARE, value)
        : Finding.warn(
            CheckName.MASTER_SHARE,
            value,
            "a job waits until another ends; lower "
                + MRJobConfig.MR_AM_VMEM_MB
                + ", or raise yarn.scheduler.capacity.maximum-am-resource-percent");
  }

  private static Map<String, Long> asked(Configuration conf) {
    JobConf job = new JobConf(conf);
    Map<String, Long> asked = new TreeMap<>();
    asked.put(
        MRJobConfig.MR_AM_VMEM_MB,
        job.getLong(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.DEFAULT_MR_AM_VMEM_MB));
    asked.put(MRJobConfig.MAP_MEMORY_MB, (long) job.getMemoryRequired(TaskType.MAP));
    asked.put(MRJobConfig.REDUCE_MEMORY_MB, (long) job.getMemoryRequired(TaskType.REDUCE));
    return asked;
  }
}
