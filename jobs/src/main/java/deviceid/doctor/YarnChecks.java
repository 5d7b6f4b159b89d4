// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Patience;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.SchedulerState.Node;
import deviceid.cluster.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Whether YARN takes a job: what its ResourceManager says, then what some of its nodes say. */
final class YarnChecks {

  /** Nodes are mostly alike; to ask all of a large cluster would take long. */
  private static final int NODES_ASKED = 3;

  private YarnChecks() {}

  static List<Finding> of(Configuration conf) throws IOException {
    SchedulerState state;
    try {
      state = SchedulerState.read(conf, SchedulerChecks.queueName(conf));
    } catch (IOException e) {
      return List.of(SchedulerChecks.unreachable(conf, e));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(Topic.RESOURCE_MANAGER, conf.get(YarnConfiguration.RM_ADDRESS)));
    findings.addAll(SchedulerChecks.of(conf, state));
    findings.addAll(nodes(conf, state.running()));
    return findings;
  }

  /** Findings on the nodes' own settings; one on their pages if those cannot be read. */
  static List<Finding> nodes(Configuration conf, List<Node> running) throws IOException {
    if (running.isEmpty()) {
      return List.of();
    }
    List<Callable<NodeSettings>> questions = new ArrayList<>();
    for (Node node : running.subList(0, Math.min(NODES_ASKED, running.size()))) {
      questions.add(() -> NodeSettings.read(node.page()));
    }
    try {
      return NodeChecks.of(conf, Patience.together(questions));
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              Topic.NODE_PAGES,
              e.getMessage(),
              "open the nodes' web pages to this machine; their settings stay unseen"));
    }
  }
}
