// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.SchedulerState.Node;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WhyUnreachable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
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
    findings.add(Finding.pass(CheckName.RESOURCE_MANAGER, conf.get(YarnConfiguration.RM_ADDRESS)));
    findings.addAll(SchedulerChecks.of(conf, state));
    findings.addAll(nodes(conf, state.running()));
    return findings;
  }

  /** Findings on the settings of nodes that tell them, and one on nodes that do not. */
  static List<Finding> nodes(Configuration conf, List<Node> running) throws IOException {
    Map<String, WhyUnreachable> silent = new ConcurrentSkipListMap<>();
    Timeouts timeouts = Timeouts.of(conf);
    List<Callable<Optional<NodeSettings>>> questions = new ArrayList<>();
    for (Node node : running.subList(0, Math.min(NODES_ASKED, running.size()))) {
      questions.add(() -> ask(node.page(), timeouts, silent));
    }
    List<NodeSettings> told =
        Timeouts.together(questions).stream().flatMap(Optional::stream).toList();
    List<Finding> findings = new ArrayList<>();
    if (!told.isEmpty()) {
      findings.addAll(NodeChecks.of(conf, told));
    }
    if (!silent.isEmpty()) {
      findings.add(pages(silent, !told.isEmpty()));
    }
    return findings;
  }

  private static Optional<NodeSettings> ask(
      String page, Timeouts timeouts, Map<String, WhyUnreachable> silent) {
    try {
      return Optional.of(NodeSettings.read(page, timeouts));
    } catch (IOException e) {
      silent.put(page, WhyUnreachable.of(e));
      return Optional.empty();
    }
  }

  /** YARN counts on a NodeManager for ten minutes after its end; its closed port tells sooner. */
  private static Finding pages(Map<String, WhyUnreachable> silent, boolean othersTell) {
    String names = String.join(", ", silent.keySet());
    if (!silent.containsValue(WhyUnreachable.CLOSED)) {
      return Finding.warn(
          CheckName.NODE_PAGES,
          "no answer from " + names,
          "open the nodes' web pages to this machine; their settings stay unseen");
    }
    String value = "nothing listens at " + names;
    String fix = "start the NodeManager there: YARN has yet to notice its end";
    return othersTell
        ? Finding.warn(CheckName.NODE_PAGES, value, fix)
        : Finding.fail(CheckName.NODE_PAGES, value, fix);
  }
}
