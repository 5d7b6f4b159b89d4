// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Processes.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** The cluster under test: its script, its processes and their logs, its clients, HDFS and YARN. */
final class Cluster {

  /**
   * A failure is noticed in seconds, nothing waits for minutes, and a job has a few maps: by site
   * file, over what scripts/cluster sets.
   */
  private static final Map<String, Map<String, String>> SETTINGS =
      Map.of(
          "core-site.xml",
          Map.of(
              "ipc.client.connect.timeout", "5000",
              "ipc.client.connect.max.retries.on.timeouts", "3",
              "ipc.client.rpc-timeout.ms", "20000"),
          "hdfs-site.xml",
          Map.of(
              "dfs.replication", "2",
              "dfs.blocksize", "128m",
              "dfs.heartbeat.interval", "1",
              "dfs.namenode.heartbeat.recheck-interval", "1000",
              "dfs.client.socket-timeout", "10000",
              "dfs.datanode.hostname", Proxy.HOST, // for clients that ask for it
              "dfs.datanode.round-robin-volume-choosing-policy.additional-available-space", "0",
              "dfs.hosts.exclude", "@state@/conf/exclude"),
          "mapred-site.xml",
          Map.of(
              "mapreduce.task.timeout", "30000",
              "mapreduce.task.timeout.check-interval-ms", "1000",
              "mapreduce.reduce.shuffle.connect.timeout", "5000",
              "mapreduce.reduce.shuffle.read.timeout", "10000",
              "yarn.app.mapreduce.am.job.node-blacklisting.enable", "false"),
          "capacity-scheduler.xml",
          Map.of("yarn.scheduler.capacity.node-locality-delay", "-1"), // no node has a block's name
          "yarn-site.xml",
          Map.of(
              "yarn.nm.liveness-monitor.expiry-interval-ms", "10000",
              "yarn.am.liveness-monitor.expiry-interval-ms", "30000",
              "yarn.resourcemanager.connect.max-wait.ms", "30000",
              "yarn.resourcemanager.connect.retry-interval.ms", "1000",
              "yarn.client.nodemanager-connect.max-wait-ms", "5000",
              "yarn.client.nodemanager-connect.retry-interval-ms", "500"));

  private final Path project;
  private final Path home;
  private Configuration conf;
  private DistributedFileSystem fs;
  private String state;
  private volatile boolean isOver;

  Cluster(Path project, Path home) {
    this.project = project;
    this.home = home;
  }

  /** Starts it with nothing of an earlier one. */
  void begin() throws Exception {
    Path templates = Files.createDirectories(home.resolve("templates"));
    try (Stream<Path> files = Files.list(project.resolve("conf/pseudo-distributed"))) {
      for (Path file : files.toList()) {
        StringBuilder more = new StringBuilder();
        SETTINGS
            .getOrDefault(file.getFileName().toString(), Map.of())
            .forEach(
                (name, value) ->
                    more.append("<property><name>" + name + "</name><value>" + value)
                        .append("</value></property>\n"));
        String text = Files.readString(file);
        Files.writeString(
            templates.resolve(file.getFileName()),
            text.replace("</configuration>", more + "</configuration>"));
      }
    }
    script("reset");
    script("start", "--datanodes", "3", "--nodemanagers", "2");
    conf = new Configuration();
    for (String site : SETTINGS.keySet()) {
      conf.addResource(new org.apache.hadoop.fs.Path(home.resolve("cluster/conf/" + site).toUri()));
    }
    state = conf.get("hadoop.tmp.dir").replaceFirst("/data/tmp$", "");
    Files.writeString(Path.of(state, "conf/exclude"), "");
    fs = (DistributedFileSystem) FileSystem.newInstance(conf);
  }

  DistributedFileSystem fs() {
    return fs;
  }

  Configuration conf() {
    return conf;
  }

  Path home() {
    return home;
  }

  /** A file or folder of the cluster's own. */
  Path file(String name) {
    return Path.of(state, name);
  }

  /** Stops it for good: what would start it again fails from now on. */
  void end() throws Exception {
    isOver = true;
    run("stop");
  }

  /** Runs scripts/cluster; {@code start} starts what does not run, and waits until jobs can run. */
  void script(String... arguments) throws Exception {
    if (isOver) {
      throw new IOException("the cluster is stopped");
    }
    run(arguments);
  }

  private void run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("scripts/cluster"));
    command.addAll(List.of(arguments));
    Path log = home.resolve("cluster.out");
    Process process = start(log, Map.of(), command);
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + Files.readString(log));
    }
  }

  /** A program of the suite, as its user runs it: one process. */
  Process client(Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of("scripts/hadoop", "jar", "jobs/target/device-id-jobs.jar"));
    command.addAll(arguments);
    return start(log, environment, command);
  }

  private Process start(Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(log.toFile());
    builder.environment().put("CLUSTER_HOME", home.resolve("cluster").toString());
    builder.environment().put("CLUSTER_TEMPLATES", home.resolve("templates").toString());
    builder.environment().put("CLUSTER_WAIT", "120");
    builder.environment().putIfAbsent("CLUSTER_PORTS", "11000");
    if (state != null) {
      builder.environment().put("HADOOP_CONF_DIR", state + "/conf");
    }
    builder
        .environment()
        .put("HADOOP_CLIENT_OPTS", "-Xmx256m -Ddeviceid.runs=" + home.resolve("runs"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The pid in a daemon's pid file. */
  long pid(String daemon) throws IOException {
    return Long.parseLong(Files.readString(file("pids/" + daemon)).strip());
  }

  /** The first line of a daemon's log since a moment that has a pattern in it. */
  Optional<String> logged(String daemon, String since, String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    for (String name : List.of(daemon + ".log.before", daemon + ".log")) {
      for (String line : Processes.read(file("logs/" + name)).split("\n", -1)) {
        if (line.compareTo(since) >= 0 && wanted.matcher(line).find()) {
          return Optional.of(line);
        }
      }
    }
    return Optional.empty();
  }

  /** The JVMs of jobs that run now, or are stopped. */
  List<Container> containers() throws IOException {
    return Processes.containers(state + "/logs/containers");
  }

  /** Ends the applications that still live and waits until none of their JVMs runs. */
  void settle() throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      for (ApplicationReport report :
          yarn.getApplications(
              EnumSet.of(
                  YarnApplicationState.ACCEPTED,
                  YarnApplicationState.RUNNING,
                  YarnApplicationState.SUBMITTED))) {
        yarn.killApplication(report.getApplicationId());
      }
    }
    for (int i = 0; i < 100 && !containers().isEmpty(); i++) {
      Thread.sleep(200);
    }
    for (Container orphan : containers()) { // of a NodeManager that was killed
      Processes.signal("KILL", orphan.pid());
    }
    for (int i = 0; i < 150 && fs.getClient().getNamenode().getStats()[3] > 0; i++) {
      Thread.sleep(200); // blocks with a replica too few
    }
  }
}
