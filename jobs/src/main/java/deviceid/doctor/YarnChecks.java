// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.SchedulerState.Node;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.cluster.WhyUnreachable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.mapreduce.v2.util.MRWebAppUtil;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Checks whether YARN accepts a job: its ResourceManager, some of its nodes, and the history
 * server.
 */
final class YarnChecks {

  /** Nodes are mostly alike; to ask all of a large cluster would take long. */
  private static final int NODES_ASKED = 3;

  private YarnChecks() {}

  static List<Finding> of(Configuration conf) throws IOException {
    SchedulerState state;
    try {
      state = SchedulerState.read(conf, SchedulerChecks.queueName(conf));
    } catch (IOException e) {
      return List.of(unreachable(conf, e));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.pass(CheckName.RESOURCE_MANAGER, conf.get(YarnConfiguration.RM_ADDRESS)));
    findings.addAll(SchedulerChecks.of(conf, state));
    findings.addAll(nodes(conf, state.running()));
    return findings;
  }

  /** Hadoop's default address leads to a ResourceManager of this machine, and to no other. */
  static Finding unreachable(Configuration conf, IOException thrown) {
    Finding found = SchedulerChecks.unreachable(conf, thrown);
    return found.value().startsWith("0.0.0.0:")
        ? Finding.fail(
            found.topic(),
            found.value(),
            found.fix() + "; one on another host: set " + YarnConfiguration.RM_HOSTNAME)
        : found;
  }

  /** Findings on the settings of nodes that tell them, and one on nodes that do not. */
  static List<Finding> nodes(Configuration conf, List<Node> running) throws IOException {
    Map<Node, WhyUnreachable> silent = new ConcurrentHashMap<>();
    Timeouts timeouts = Timeouts.of(conf);
    List<Callable<Optional<NodeSettings>>> questions = new ArrayList<>();
    for (Node node : running.subList(0, Math.min(NODES_ASKED, running.size()))) {
      questions.add(() -> ask(node, timeouts, silent));
    }
    List<NodeSettings> told =
        Timeouts.together(questions).stream().flatMap(Optional::stream).toList();
    List<Finding> findings = new ArrayList<>();
    if (!told.isEmpty()) {
      findings.addAll(NodeChecks.of(conf, told));
    }
    if (!silent.isEmpty()) {
      findings.add(pages(silent, questions.size()));
    }
    return findings;
  }

  /** A node that shows no page is asked whether its daemon is there. */
  private static Optional<NodeSettings> ask(
      Node node, Timeouts timeouts, Map<Node, WhyUnreachable> silent) {
    try {
      return Optional.of(NodeSettings.read(node.page(), timeouts));
    } catch (IOException e) {
      WhyUnreachable refusal = WhyUnreachable.of(e);
      try {
        timeouts.connect(NetUtils.createSocketAddr(node.address()));
      } catch (IOException | IllegalArgumentException gone) {
        refusal =
            WhyUnreachable.of(gone) == WhyUnreachable.CLOSED
                ? WhyUnreachable.CLOSED
                : WhyUnreachable.SILENT;
        silent.put(node, refusal);
        return Optional.empty();
      }
      silent.put(node, refusal == WhyUnreachable.CLOSED ? WhyUnreachable.SILENT : refusal);
      return Optional.empty();
    }
  }

  /** YARN counts on a NodeManager for ten minutes after its end; its closed port tells sooner. */
  private static Finding pages(Map<Node, WhyUnreachable> silent, int asked) {
    List<String> gone =
        silent.keySet().stream()
            .filter(node -> silent.get(node) == WhyUnreachable.CLOSED)
            .map(Node::address)
            .sorted()
            .toList();
    if (gone.isEmpty()) {
      return Finding.skip(
          CheckName.NODE_PAGES,
          "not visible to you: "
              + silent.keySet().stream().map(Node::page).sorted().collect(Collectors.joining(", ")),
          "open the nodes' web pages to this machine to see their settings");
    }
    String value = "nothing listens at " + String.join(", ", gone);
    String fix = "start the NodeManager there; YARN notices its end after ten minutes";
    return gone.size() == asked
        ? Finding.fail(CheckName.NODE_PAGES, value, fix)
        : Finding.warn(CheckName.NODE_PAGES, value, fix);
  }

  /** Jobs run without it; of an ended one it has the counters. */
  static Finding historyServer(Configuration conf) {
    String address =
        conf.get(JHAdminConfig.MR_HISTORY_ADDRESS, JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS);
    try {
      Timeouts.of(conf)
          .connect(
              conf.getSocketAddr(
                  JHAdminConfig.MR_HISTORY_ADDRESS,
                  JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS,
                  JHAdminConfig.DEFAULT_MR_HISTORY_PORT));
    } catch (IOException e) {
      Finding found =
          WhyUnreachable.finding(
              e,
              CheckName.HISTORY_SERVER,
              "history server",
              address,
              JHAdminConfig.MR_HISTORY_ADDRESS);
      return Finding.warn(
          found.topic(), found.value(), found.fix() + "; counters of ended jobs may be missing");
    }
    String page = "http://" + MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    try {
      WebPage.fetch(page + "/ws/v1/history/info", Timeouts.of(conf)).json().required("historyInfo");
      return Finding.pass(CheckName.HISTORY_SERVER, address + ", pages at " + page);
    } catch (IOException e) {
      return Finding.warn(
          CheckName.HISTORY_SERVER,
          address + " is open, its pages are not visible: " + page,
          "see " + JHAdminConfig.MR_HISTORY_WEBAPP_ADDRESS);
    } catch (IllegalArgumentException e) {
      return Finding.warn(
          CheckName.HISTORY_SERVER,
          address + " is open, but " + page + " is no history server",
          "correct " + JHAdminConfig.MR_HISTORY_WEBAPP_ADDRESS + ", or see who has the port");
    }
  }
}
