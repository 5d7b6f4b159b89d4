// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cli.Console;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.v2.LogParams;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;

/**
 * The last lines of a failed attempt's log, or of the ApplicationMaster's where a job ends before
 * its first attempt: in, the event of the failure, or the job; out, on the console, the lines from
 * the node and the page that has the rest. A log that cannot be had costs one line.
 */
final class FailedAttempt {

  private static final int LINES = 10;

  /** How a node begins where a process has ended without a word; its exit code comes later. */
  private static final String ENDED_BY_ITSELF = "Exception from container-launch.";

  /**
   * What a master's log holds where no job can run with its cluster's settings, and the way out.
   */
  private static final Map<String, String> KNOWN_CAUSES =
      Map.of(
          "UnsupportedClassVersionError",
          "the containers run a Java older than 17; set JAVA_HOME in yarn.app.mapreduce.am.env,"
              + " mapreduce.map.env and mapreduce.reduce.env to a JDK 17 of the nodes",
          "InaccessibleObjectException",
          "Hadoop 3.3 on Java 17 needs --add-opens=java.base/java.lang=ALL-UNNAMED in"
              + " yarn.app.mapreduce.am.command-opts, mapreduce.map.java.opts and"
              + " mapreduce.reduce.java.opts",
          "ADD_OPENS",
          "the nodes' Hadoop is older than this client's; set"
              + " -Dmapreduce.jvm.add-opens-as-default=false");

  /** How an entry of a log begins. */
  private static final Pattern ENTRY = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d ");

  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:Caused by: )?(?:[a-z]\\w*\\.)+([A-Z]\\w*(?:Exception|Error): .{1,300})");

  private FailedAttempt() {}

  static void show(Job job, TaskCompletionEvent event, Console console)
      throws InterruptedException {
    try {
      LogParams log = params(job, event);
      String page = page(web(job, log), log.getContainerId());
      print(event.getTaskAttemptId().toString(), telling(read(job, page, "syslog")), page, console);
    } catch (IOException e) {
      unreadable(event.getTaskAttemptId().toString(), job, e, console);
    }
  }

  /** What ended the job's master, if its log tells; shows the log's last lines if it does not. */
  static Optional<String> causeOfMaster(Job job, Console console) {
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
      Optional<String> cause = causeIn(lines);
      if (cause.isEmpty()) {
        print("the master of " + id, telling(lines), page, console);
      }
      return cause;
    } catch (IOException e) {
      unreadable("the master of " + id, job, e, console);
      return Optional.empty();
    }
  }

  /** A cause that some line of a master's log names, or the last exception in it. */
  static Optional<String> causeIn(List<String> log) {
    return KNOWN_CAUSES.keySet().stream()
        .filter(sign -> log.stream().anyMatch(line -> line.contains(sign)))
        .findFirst()
        .map(KNOWN_CAUSES::get)
        .or(
            () ->
                log.stream()
                    .map(EXCEPTION::matcher)
                    .filter(Matcher::find)
                    .reduce((before, last) -> last)
                    .map(exception -> exception.group(1)));
  }

  /**
   * The last lines but those of an orderly shutdown and of settings, which a log tells as INFO, its
   * entries of several lines too; all of them where there are no others.
   */
  static List<String> telling(List<String> log) {
    List<String> warnings = new ArrayList<>();
    boolean isInfo = false;
    for (String line : log) {
      if (ENTRY.matcher(line).find()) {
        isInfo = line.contains(" INFO ");
      }
      if (!isInfo) {
        warnings.add(line);
      }
    }
    List<String> lines = warnings.isEmpty() ? log : warnings;
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
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
      return contents(
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
