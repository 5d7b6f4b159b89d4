// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.VersionUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * Checks whether a job's containers can run on the nodes: their Java, class path, limits, services.
 */
final class NodeChecks {

  private static final int OUR_JAVA = 17;
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int SHOWN = 2;
  private static final List<String> ENVIRONMENTS =
      List.of(MRJobConfig.MR_AM_ENV, MRJobConfig.MAP_ENV, MRJobConfig.REDUCE_ENV);
  private static final String ADD_OPENS = "--add-opens";
  private static final String ADD_OPENS_BY_DEFAULT = "mapreduce.jvm.add-opens-as-default";

  private NodeChecks() {}

  static List<Finding> of(Configuration conf, List<NodeSettings> nodes) {
    return List.of(
        nodeJava(conf, nodes),
        javaFlags(conf, nodes),
        containerJava(nodes),
        containerClassPath(conf, nodes),
        virtualMemory(nodes),
        shuffle(nodes),
        logs(nodes),
        clock(nodes));
  }

  /** Our classes are of Java 17; a container has the NodeManager's unless the job sets another. */
  static Finding nodeJava(Configuration conf, List<NodeSettings> nodes) {
    String value = all(nodes, node -> "Java " + node.java() + ", Hadoop " + node.hadoop());
    boolean old = nodes.stream().anyMatch(n -> n.javaFeature() > 0 && n.javaFeature() < OUR_JAVA);
    String fix = "run the NodeManagers and their containers on Java 17";
    if (old && ENVIRONMENTS.stream().noneMatch(name -> sets(conf, name, "JAVA_HOME"))) {
      return Finding.fail(CheckName.NODE_JAVA, value, fix);
    }
    return old
        ? Finding.warn(
            CheckName.NODE_JAVA, value, fix + ", as JAVA_HOME in the job's settings may do")
        : Finding.pass(CheckName.NODE_JAVA, value);
  }

  /** Containers do not inherit the flags of the daemons, and Java 8 ends at flags for 17. */
  static Finding javaFlags(Configuration conf, List<NodeSettings> nodes) {
    List<String> flagged =
        Stream.of(
                MRJobConfig.MR_AM_COMMAND_OPTS,
                MRJobConfig.MAP_JAVA_OPTS,
                MRJobConfig.REDUCE_JAVA_OPTS,
                "mapred.child.java.opts")
            .filter(name -> conf.get(name, "").contains(ADD_OPENS))
            .toList();
    boolean byDefault = conf.getBoolean(ADD_OPENS_BY_DEFAULT, false);
    String value =
        byDefault
            ? ADD_OPENS + " by " + ADD_OPENS_BY_DEFAULT
            : flagged.isEmpty()
                ? "no " + ADD_OPENS
                : ADD_OPENS + " in " + String.join(", ", flagged);
    if (!flagged.isEmpty() && nodes.stream().anyMatch(n -> n.javaFeature() == 8)) {
      return Finding.fail(CheckName.JAVA_FLAGS, value, "remove them: Java 8 knows no such option");
    }
    boolean needed =
        nodes.stream().anyMatch(n -> n.javaFeature() >= OUR_JAVA && isBefore34(n.hadoop()));
    return needed && flagged.isEmpty() && !byDefault
        ? Finding.warn(
            CheckName.JAVA_FLAGS,
            value,
            "set " + ADD_OPENS_BY_DEFAULT + "=true, or use Hadoop 3.4 or later")
        : Finding.pass(CheckName.JAVA_FLAGS, value);
  }

  /** A container gets the NodeManager's JAVA_HOME only if the node lets it through. */
  static Finding containerJava(List<NodeSettings> nodes) {
    String bad = where(nodes, node -> !whitelist(node).contains("JAVA_HOME"));
    return bad.isEmpty()
        ? Finding.pass(CheckName.CONTAINER_JAVA, "the NodeManager's own")
        : Finding.warn(
            CheckName.CONTAINER_JAVA,
            "kept from containers at " + bad,
            "add JAVA_HOME to "
                + YarnConfiguration.NM_ENV_WHITELIST
                + " if containers end with exit code 127");
  }

  /**
   * By default it hangs on HADOOP_MAPRED_HOME, which the default whitelist does not let through.
   */
  static Finding containerClassPath(Configuration conf, List<NodeSettings> nodes) {
    if (conf.getBoolean(YarnConfiguration.IS_MINI_YARN_CLUSTER, false)) {
      return Finding.pass(
          CheckName.CONTAINER_CLASS_PATH,
          "this process's, by " + YarnConfiguration.IS_MINI_YARN_CLUSTER);
    }
    String path =
        Stream.of(conf.get(MRJobConfig.MAPREDUCE_APPLICATION_CLASSPATH, ""))
            .filter(set -> !set.isBlank())
            .findFirst()
            .orElse(MRJobConfig.DEFAULT_MAPREDUCE_APPLICATION_CLASSPATH);
    String unset =
        ENVIRONMENTS.stream()
            .filter(name -> !sets(conf, name, "HADOOP_MAPRED_HOME"))
            .collect(Collectors.joining(", "));
    boolean wants = path.contains("HADOOP_MAPRED_HOME") && !unset.isEmpty();
    String closed = where(nodes, node -> !whitelist(node).contains("HADOOP_MAPRED_HOME"));
    return wants && !closed.isEmpty()
        ? Finding.warn(
            CheckName.CONTAINER_CLASS_PATH,
            abridged(path) + "; HADOOP_MAPRED_HOME is not set by " + unset,
            "if jobs miss MRAppMaster, set HADOOP_MAPRED_HOME=<Hadoop's folder there> in " + unset)
        : Finding.pass(CheckName.CONTAINER_CLASS_PATH, abridged(path));
  }

  /** The first entries; a class path may name a hundred jars. */
  private static String abridged(String path) {
    String[] entries = path.split("\\s*,\\s*");
    int more = entries.length - SHOWN;
    return Stream.of(entries).limit(SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** It counts address space that a JVM reserves and never uses. */
  static Finding virtualMemory(List<NodeSettings> nodes) {
    String on =
        where(nodes, node -> node.get(YarnConfiguration.NM_VMEM_CHECK_ENABLED, "").equals("true"));
    return on.isEmpty()
        ? Finding.pass(CheckName.VIRTUAL_MEMORY, "not enforced")
        : Finding.warn(
            CheckName.VIRTUAL_MEMORY,
            "enforced at " + on,
            "set " + YarnConfiguration.NM_VMEM_CHECK_ENABLED + "=false (else exit code 143)");
  }

  static Finding shuffle(List<NodeSettings> nodes) {
    String missing =
        where(
            nodes,
            n -> !n.get(YarnConfiguration.NM_AUX_SERVICES, "").contains("mapreduce_shuffle"));
    return missing.isEmpty()
        ? Finding.pass(CheckName.SHUFFLE, "mapreduce_shuffle")
        : Finding.fail(
            CheckName.SHUFFLE,
            "no mapreduce_shuffle at " + missing,
            "add it to " + YarnConfiguration.NM_AUX_SERVICES + " and restart the NodeManagers");
  }

  static Finding logs(List<NodeSettings> nodes) {
    String kept =
        where(nodes, n -> !n.get(YarnConfiguration.LOG_AGGREGATION_ENABLED, "").equals("true"));
    boolean lost =
        nodes.stream()
            .filter(n -> !n.get(YarnConfiguration.LOG_AGGREGATION_ENABLED, "").equals("true"))
            .anyMatch(n -> n.get(YarnConfiguration.NM_LOG_RETAIN_SECONDS, "").equals("0"));
    if (lost) {
      return Finding.warn(
          CheckName.CONTAINER_LOGS,
          "deleted at once at " + kept,
          "set " + YarnConfiguration.LOG_AGGREGATION_ENABLED + "=true");
    }
    return Finding.pass(
        CheckName.CONTAINER_LOGS,
        kept.isEmpty() ? "aggregated: yarn logs" : "kept for a while at " + kept);
  }

  static Finding clock(List<NodeSettings> nodes) {
    long worst = nodes.stream().mapToLong(n -> Math.abs(n.skewMillis())).max().orElse(0);
    String value = "differs by " + worst / 1000 + " s";
    String fix = "set the clocks by NTP; containers' tokens are timed";
    return worst > SKEW.toMillis()
        ? Finding.warn(CheckName.CLOCK, value, fix)
        : Finding.pass(CheckName.CLOCK, value);
  }

  private static boolean sets(Configuration conf, String name, String variable) {
    return conf.get(name, "").contains(variable + "=") || conf.get(name + "." + variable) != null;
  }

  /** Hadoop 3.4 opens packages by itself. */
  private static boolean isBefore34(String hadoop) {
    return !hadoop.isEmpty() && VersionUtil.compareVersions(hadoop, "3.4") < 0;
  }

  private static List<String> whitelist(NodeSettings node) {
    return Arrays.asList(
        node.get(YarnConfiguration.NM_ENV_WHITELIST, YarnConfiguration.DEFAULT_NM_ENV_WHITELIST)
            .split("\\s*,\\s*"));
  }

  private static String where(List<NodeSettings> nodes, Predicate<NodeSettings> bad) {
    return nodes.stream().filter(bad).map(NodeSettings::page).collect(Collectors.joining(", "));
  }

  private static String all(List<NodeSettings> nodes, Function<NodeSettings, String> value) {
    return nodes.stream().map(value).distinct().collect(Collectors.joining("; "));
  }
}
