// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;

/**
 * State of the nodes and of one queue, as the ResourceManager reports it at one moment. Memory in
 * MB.
 *
 * @param nodes every node that has not left for good
 * @param maxMemory the largest container the scheduler grants
 * @param queue the queue of the jobs; empty if there is none of its name
 */
public record SchedulerState(List<Node> nodes, long maxMemory, Optional<Queue> queue) {

  /** A limit that this scheduler does not report. */
  public static final long UNKNOWN = -1;

  /**
   * A node.
   *
   * @param address host and port of its daemon
   * @param page host and port of its web page
   * @param health why it is unhealthy; empty if it is not
   */
  public record Node(
      String address, String page, NodeState state, String health, long memory, long used) {

    public String host() {
      return address.replaceFirst(":\\d+$", "");
    }

    public boolean runs() {
      return state == NodeState.RUNNING;
    }
  }

  /**
   * A queue.
   *
   * @param mastersLimit memory for all application masters together
   * @param mastersUsed memory that they hold now
   */
  public record Queue(String name, boolean open, int pending, long mastersLimit, long mastersUsed) {

    Queue withoutOnePending() {
      return new Queue(name, open, Math.max(0, pending - 1), mastersLimit, mastersUsed);
    }
  }

  /**
   * Asks the ResourceManager.
   *
   * @param queue its name
   * @throws IOException if it does not answer in time
   */
  public static SchedulerState read(Configuration conf, String queue) throws IOException {
    Configuration hurried = Timeouts.hurried(conf);
    return Timeouts.of(conf).within(() -> ask(hurried, yarn -> read(yarn, hurried, queue)));
  }

  /** The nodes that take containers. */
  public List<Node> running() {
    return nodes.stream().filter(Node::runs).toList();
  }

  /** The same as an application sees it that waits in the queue itself. */
  SchedulerState withoutOnePending() {
    return new SchedulerState(nodes, maxMemory, queue.map(Queue::withoutOnePending));
  }

  /** Asks YARN for the nodes that run tasks. */
  public static List<NodeReport> findRunningNodes(Configuration conf) throws IOException {
    return ask(conf, yarn -> yarn.getNodeReports(NodeState.RUNNING));
  }

  /** Asks YARN for the report of a job's application. */
  public static ApplicationReport findApplication(JobID job, Configuration conf)
      throws IOException {
    ApplicationId id =
        ApplicationId.newInstance(Long.parseLong(job.getJtIdentifier()), job.getId());
    return ask(conf, yarn -> yarn.getApplicationReport(id));
  }

  private interface Question<T> {
    T put(YarnClient yarn) throws IOException, YarnException;
  }

  private static <T> T ask(Configuration conf, Question<T> question) throws IOException {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return question.put(yarn);
    } catch (YarnException e) {
      throw new IOException(e);
    }
  }

  private static SchedulerState read(YarnClient yarn, Configuration conf, String queue)
      throws IOException, YarnException {
    List<NodeReport> nodes =
        yarn.getNodeReports(
            NodeState.RUNNING, NodeState.UNHEALTHY, NodeState.LOST, NodeState.SHUTDOWN);
    JsonNode page = schedulerPage(conf);
    long maxMemory =
        page.at("/scheduler/schedulerInfo/maximumAllocation/memory")
            .asLong(
                conf.getLong(
                    YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB,
                    YarnConfiguration.DEFAULT_RM_SCHEDULER_MAXIMUM_ALLOCATION_MB));
    return new SchedulerState(
        nodes.stream().map(SchedulerState::node).toList(),
        maxMemory,
        Optional.ofNullable(yarn.getQueueInfo(queue)).map(info -> queue(info, page)));
  }

  private static Node node(NodeReport node) {
    String health = node.getHealthReport() == null ? "" : node.getHealthReport();
    return new Node(
        node.getNodeId().toString(),
        node.getHttpAddress(),
        node.getNodeState(),
        health.strip(),
        node.getCapability().getMemorySize(),
        node.getUsed() == null ? 0 : node.getUsed().getMemorySize());
  }

  private static Queue queue(QueueInfo info, JsonNode page) {
    JsonNode shown = find(page, info.getQueueName());
    return new Queue(
        info.getQueueName(),
        info.getQueueState() == QueueState.RUNNING,
        shown.path("numPendingApplications").asInt(0),
        shown.path("AMResourceLimit").path("memory").asLong(UNKNOWN),
        shown.path("usedAMResource").path("memory").asLong(0));
  }

  /** The scheduler's page of the web service; a missing node if it cannot be read. */
  private static JsonNode schedulerPage(Configuration conf) {
    String url = WebAppUtils.getRMWebAppURLWithScheme(conf) + "/ws/v1/cluster/scheduler";
    try {
      return WebPage.fetch(url, Timeouts.of(conf)).json();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode find(JsonNode page, String queue) {
    for (JsonNode holder : page.findParents("queueName")) {
      if (holder.path("queueName").asText().equals(queue)) {
        return holder;
      }
    }
    return MissingNode.getInstance();
  }
}
