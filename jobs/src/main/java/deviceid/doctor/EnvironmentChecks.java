// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WhyUnreachable;
import deviceid.record.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HAUtilClient;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.util.VersionInfo;
import org.apache.hadoop.util.VersionUtil;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * What this process was started with: variables, Java, which configuration it reads, and whether
 * the host names in that lead anywhere. A wrong one keeps no job from running if another daemon or
 * container has its own, so that all but unknown names are warnings.
 */
final class EnvironmentChecks {

  /** What a folder that a variable names must hold. */
  private static final Map<String, String> HOLDS =
      new TreeMap<>(
          Map.of(
              "JAVA_HOME", "bin/java",
              "HADOOP_HOME", "share/hadoop",
              "HADOOP_MAPRED_HOME", "share/hadoop/mapreduce",
              "HADOOP_HDFS_HOME", "share/hadoop/hdfs",
              "HADOOP_YARN_HOME", "share/hadoop/yarn",
              "HADOOP_CONF_DIR", "core-site.xml",
              "YARN_CONF_DIR", "yarn-site.xml"));

  private EnvironmentChecks() {}

  static List<Finding> of(Map<String, String> environment, Configuration conf) {
    return List.of(
        variables(environment),
        java(Runtime.version().feature(), VersionInfo.getVersion()),
        configuration(environment, conf),
        hostNames(named(conf), Timeouts.of(conf)));
  }

  /** Each variable that is set names a folder that is what the variable says. */
  static Finding variables(Map<String, String> environment) {
    List<String> set = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    HOLDS.forEach(
        (name, content) -> {
          String value = environment.get(name);
          if (value != null) {
            set.add(name + "=" + value);
            String fault = fault(value, content);
            if (!fault.isEmpty()) {
              faults.add(name + "=" + value + " " + fault);
            }
          }
        });
    return faults.isEmpty()
        ? Finding.pass(CheckName.VARIABLES, set.isEmpty() ? "none set" : String.join(", ", set))
        : Finding.warn(
            CheckName.VARIABLES,
            String.join(", ", faults),
            "set each to the absolute path of its folder, or unset it");
  }

  private static String fault(String value, String content) {
    try {
      Path folder = Path.of(value);
      if (value.isEmpty()) {
        return "is empty";
      } else if (!folder.isAbsolute()) {
        return "is no absolute path";
      } else if (!Files.isDirectory(folder)) {
        return "is no folder";
      }
      return Files.exists(folder.resolve(content)) ? "" : "holds no " + content;
    } catch (InvalidPathException e) {
      return "is no path";
    }
  }

  /** Earlier lines were not made for Java 17, and run on it if they are told to open packages. */
  static Finding java(int feature, String hadoop) {
    String value = "Java " + feature + ", Hadoop " + hadoop;
    return VersionUtil.compareVersions(hadoop, "3.4") < 0
        ? Finding.warn(
            CheckName.JAVA,
            value,
            "on Java 17, Hadoop before 3.4 may need --add-opens: use 3.4 or later")
        : Finding.pass(CheckName.JAVA, value);
  }

  /** Which files are read, and whether file system and engine belong together. */
  static Finding configuration(Map<String, String> environment, Configuration conf) {
    String folder = environment.get("HADOOP_CONF_DIR");
    List<String> read = sites(conf);
    String value =
        FileSystem.getDefaultUri(conf)
            + (Environment.isLocal(conf)
                ? ", local runner"
                : ", YARN at " + conf.get(YarnConfiguration.RM_ADDRESS))
            + (read.isEmpty() ? ", no site file" : ", " + brief(read));
    boolean localFiles = FileSystem.getDefaultUri(conf).getScheme().equals("file");
    if (folder != null && read.stream().noneMatch(site -> site.startsWith(folder))) {
      return Finding.warn(
          CheckName.CONFIGURATION,
          value,
          "nothing of HADOOP_CONF_DIR=" + folder + " is read: put its site files there");
    }
    if (!Environment.isLocal(conf) && localFiles) {
      return Finding.warn(
          CheckName.CONFIGURATION,
          value,
          "set fs.defaultFS to the NameNode, unless all containers run on this machine");
    }
    return Environment.isLocal(conf) && !localFiles
        ? Finding.warn(
            CheckName.CONFIGURATION,
            value,
            "set mapreduce.framework.name=yarn, or jobs run in this process")
        : Finding.pass(CheckName.CONFIGURATION, value);
  }

  /** Site files of one folder need its name once. */
  private static String brief(List<String> sites) {
    String folder = sites.get(0).replaceAll("[^/]*$", "");
    return folder
        + sites.stream()
            .map(site -> site.startsWith(folder) ? site.substring(folder.length()) : site)
            .map(site -> site.replace("-site.xml", ""))
            .collect(Collectors.joining(", ", "{", "}-site.xml"));
  }

  private static List<String> sites(Configuration conf) {
    return List.of("core-site.xml", "hdfs-site.xml", "mapred-site.xml", "yarn-site.xml").stream()
        .map(conf::getResource)
        .filter(site -> site != null && site.getProtocol().equals("file"))
        .map(URL::getPath)
        .collect(Collectors.toList());
  }

  /** Each name is resolved by itself, within a limit. */
  static Finding hostNames(Set<String> names, Timeouts timeouts) {
    List<String> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> slow = new ArrayList<>();
    for (String name : names) {
      try {
        found.add(
            name + " = " + timeouts.within(() -> InetAddress.getByName(name)).getHostAddress());
      } catch (IOException e) {
        (WhyUnreachable.of(e) == WhyUnreachable.SILENT ? slow : unknown).add(name);
      }
    }
    if (!unknown.isEmpty()) {
      return Finding.fail(
          CheckName.HOST_NAMES,
          "unknown: " + String.join(", ", unknown),
          "add to DNS or /etc/hosts, or correct the name in the configuration");
    }
    return slow.isEmpty()
        ? Finding.pass(CheckName.HOST_NAMES, String.join(", ", found))
        : Finding.warn(
            CheckName.HOST_NAMES,
            "slow: no address of " + String.join(", ", slow) + " in time",
            "see the name servers in /etc/resolv.conf");
  }

  /** Names of hosts: those of name services, mount tables and buckets stand for other things. */
  static Set<String> named(Configuration conf) {
    Set<String> names = new TreeSet<>(List.of(NetUtils.getHostname().replaceAll("/.*", "")));
    URI uri = FileSystem.getDefaultUri(conf);
    if (List.of("hdfs", "webhdfs", "swebhdfs").contains(uri.getScheme())
        && uri.getHost() != null
        && !HAUtilClient.isLogicalUri(conf, uri)) {
      names.add(uri.getHost());
    }
    if (!Environment.isLocal(conf)) {
      names.add(conf.get(YarnConfiguration.RM_ADDRESS, "").replaceAll(":\\d+$", ""));
    }
    names.remove("");
    return names;
  }
}
