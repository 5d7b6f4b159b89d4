// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.v2.LogParams;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/**
 * The last lines of a failed attempt's log: in, the event of its failure; out, on the console, the
 * lines from its node and the page that has the rest. A log that cannot be had costs one line.
 */
final class FailedAttempt {

  private static final int LINES = 10;

  /** How a node begins where a process has ended without a word; its exit code comes later. */
  private static final String ENDED_BY_ITSELF = "Exception from container-launch.";

  private FailedAttempt() {}

  static void show(Job job, TaskCompletionEvent event, Console console)
      throws InterruptedException {
    try {
      LogParams log = params(job, event);
      String page = "http://" + web(job, log) + "/ws/v1/node/containerlogs/" + log.getContainerId();
      List<String> lines =
          contents(
              WebPage.fetch(page + "/syslog?size=-4096", Timeouts.of(job.getConfiguration()))
                  .text());
      console.say("last lines of the log of %s:", event.getTaskAttemptId());
      lines
          .subList(Math.max(0, lines.size() - LINES), lines.size())
          .forEach(line -> console.say("  %s", line));
      console.say("the rest is at %s/syslog", page);
    } catch (IOException e) {
      console.say(
          "the log of %s cannot be read: %s; see yarn logs -applicationId %s",
          event.getTaskAttemptId(),
          e.getMessage(),
          job.getJobID().toString().replaceFirst("^job", "application"));
    }
  }

  private static LogParams params(Job job, TaskCompletionEvent event)
      throws IOException, InterruptedException {
    Cluster cluster = new Cluster(job.getConfiguration());
    try {
      return cluster.getLogParams(job.getJobID(), event.getTaskAttemptId());
    } finally {
      cluster.close();
    }
  }

  /** The event itself names the port of the shuffle, not that of the node's pages. */
  private static String web(Job job, LogParams log) throws IOException {
    return Timeouts.of(job.getConfiguration())
        .within(
            () -> {
              try (YarnClient yarn = YarnClient.createYarnClient()) {
                yarn.init(Timeouts.hurried(job.getConfiguration()));
                yarn.start();
                return yarn.getNodeReports(NodeState.RUNNING).stream()
                    .filter(node -> node.getNodeId().toString().equals(log.getNodeId()))
                    .map(NodeReport::getHttpAddress)
                    .findFirst()
                    .orElseThrow(() -> new IOException(log.getNodeId() + " has left"));
              }
            });
  }

  /** What it died of, in one line of its diagnostics, without the time. */
  static String cause(String diagnostics) {
    List<String> lines =
        diagnostics.lines().map(line -> line.replaceFirst("^\\[[-0-9:. ]+]", "")).toList();
    String first = lines.isEmpty() ? "" : lines.get(0);
    if (!first.equals(ENDED_BY_ITSELF)) {
      return first;
    }
    return lines.stream()
        .filter(line -> line.startsWith("Container exited with"))
        .map(line -> line.replaceFirst(" Error file:.*", ""))
        .findFirst()
        .orElse(first);
  }

  /** A node frames a log with lines of its own. */
  static List<String> contents(String page) {
    return page.lines()
        .dropWhile(line -> !line.startsWith("LogContents:"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("End of LogType:"))
        .filter(line -> !line.isBlank())
        .toList();
  }
}
