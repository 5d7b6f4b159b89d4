// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cli.Console;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.record.Environment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.v2.LogParams;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;

/**
 * The last lines of a failed attempt's log, or of the ApplicationMaster's where a job ends before
 * its first attempt: in, the event of the failure, or the job; out, on the console, the lines from
 * the node and the page that has the rest. A log that cannot be had costs one line.
 */
final class FailedAttempt {

  private static final Set<TaskCompletionEvent.Status> FAILED =
      EnumSet.of(TaskCompletionEvent.Status.FAILED, TaskCompletionEvent.Status.TIPFAILED);

  /** The beginning of YARN's message that an ApplicationMaster has ended. */
  private static final Pattern MASTER_ENDED =
      Pattern.compile("AM Container for \\S+ exited with\\s+exitCode: (-?\\d+)");

  private FailedAttempt() {}

  /** The cause in one line, from the first failed attempt, where the engine keeps it. */
  static String why(Job job, Console console) throws IOException, InterruptedException {
    if (Environment.isLocal(job.getConfiguration())) {
      return "; the log lines above name the cause";
    }
    for (TaskCompletionEvent event : job.getTaskCompletionEvents(0, 100)) {
      if (FAILED.contains(event.getStatus())) {
        show(job, event, console);
        String[] diagnostics = job.getTaskDiagnostics(event.getTaskAttemptId());
        if (diagnostics != null && diagnostics.length > 0) {
          return ": " + LogLines.cause(diagnostics[0]);
        }
      }
    }
    String told = String.valueOf(job.getStatus().getFailureInfo()); // it never ran an attempt
    Matcher master = MASTER_ENDED.matcher(told);
    if (master.find()) {
      String ended = "its master ended with exit code " + master.group(1);
      return ": " + causeOfMaster(job, console).orElse(ended);
    }
    return told.isBlank() || told.equals("null")
        ? "; the log lines above name the cause"
        : ": " + told.replaceAll("\\s+", " ").strip();
  }

  private static void show(Job job, TaskCompletionEvent event, Console console)
      throws InterruptedException {
    try {
      LogParams log = params(job, event);
      String page = page(web(job, log), log.getContainerId());
      print(
          event.getTaskAttemptId().toString(),
          LogLines.telling(read(job, page, "syslog")),
          page,
          console);
    } catch (IOException e) {
      unreadable(event.getTaskAttemptId().toString(), job, e, console);
    }
  }

  /** What ended the job's master, if its log tells; shows the log's last lines if it does not. */
  private static Optional<String> causeOfMaster(Job job, Console console) {
    String id = application(job);
    try {
      String pages = WebAppUtils.getRMWebAppURLWithScheme(job.getConfiguration());
      JsonNode last =
          WebPage.fetch(
                  pages + "/ws/v1/cluster/apps/" + id + "/appattempts",
                  Timeouts.of(job.getConfiguration()))
              .json()
              .at("/appAttempts/appAttempt/0");
      String page = page(last.path("nodeHttpAddress").asText(), last.path("containerId").asText());
      List<String> lines = new ArrayList<>();
      for (String file : List.of("prelaunch.err", "stderr", "syslog")) {
        lines.addAll(read(job, page, file));
      }
      Optional<String> cause = LogLines.causeIn(lines);
      if (cause.isEmpty()) {
        print("the master of " + id, LogLines.telling(lines), page, console);
      }
      return cause;
    } catch (IOException e) {
      unreadable("the master of " + id, job, e, console);
      return Optional.empty();
    }
  }

  private static void print(String whose, List<String> lines, String page, Console console) {
    console.say("last lines of the log of %s:", whose);
    lines.forEach(line -> console.say("  %s", line));
    console.say("the rest is at %s/syslog", page);
  }

  private static void unreadable(String whose, Job job, IOException e, Console console) {
    console.say(
        "the log of %s cannot be read: %s; see yarn logs -applicationId %s",
        whose, e.getMessage(), application(job));
  }

  private static String application(Job job) {
    return job.getJobID().toString().replaceFirst("^job", "application");
  }

  private static String page(String node, String container) {
    return "http://" + node + "/ws/v1/node/containerlogs/" + container;
  }

  /** Empty where a container left no such file. */
  private static List<String> read(Job job, String page, String file) throws IOException {
    try {
      return LogLines.contents(
          WebPage.fetch(page + "/" + file + "?size=-65536", Timeouts.of(job.getConfiguration()))
              .text());
    } catch (FileNotFoundException e) {
      return List.of();
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
    Configuration conf = job.getConfiguration();
    return Timeouts.of(conf)
        .within(() -> SchedulerState.findRunningNodes(Timeouts.hurried(conf)))
        .stream()
        .filter(node -> node.getNodeId().toString().equals(log.getNodeId()))
        .map(NodeReport::getHttpAddress)
        .findFirst()
        .orElseThrow(() -> new IOException(log.getNodeId() + " has left"));
  }
}
