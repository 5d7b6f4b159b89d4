// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.record.Environment;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** What this process was started with: variables, Java, and which configuration it reads. */
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
        configuration(environment, conf));
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
        : Finding.fail(
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

  /** Hadoop before 3.4 cannot run on the Java 17 that this suite needs. */
  static Finding java(int feature, String hadoop) {
    String value = "Java " + feature + ", Hadoop " + hadoop;
    if (Versions.isBefore(hadoop, 3, 4)) {
      return Finding.fail(CheckName.JAVA, value, "use Hadoop 3.5, the first line made for Java 17");
    }
    return Versions.isBefore(hadoop, 3, 5)
        ? Finding.warn(
            CheckName.JAVA, value, "use Hadoop 3.5; earlier lines need --add-opens on Java 17")
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
      return Finding.fail(
          CheckName.CONFIGURATION,
          value,
          "nothing of HADOOP_CONF_DIR=" + folder + " is read: put its site files there");
    }
    if (!Environment.isLocal(conf) && localFiles) {
      return Finding.fail(
          CheckName.CONFIGURATION,
          value,
          "set fs.defaultFS to the NameNode: containers have no such files");
    }
    if (!Environment.isLocal(conf) && isAnyAddress(conf)) {
      return Finding.fail(
          CheckName.CONFIGURATION,
          value,
          "set yarn.resourcemanager.hostname: the default address is nobody's");
    }
    return Environment.isLocal(conf) && !localFiles
        ? Finding.warn(
            CheckName.CONFIGURATION,
            value,
            "set mapreduce.framework.name=yarn, or jobs run in this process")
        : Finding.pass(CheckName.CONFIGURATION, value);
  }

  private static boolean isAnyAddress(Configuration conf) {
    InetAddress address =
        conf.getSocketAddr(
                YarnConfiguration.RM_ADDRESS,
                YarnConfiguration.DEFAULT_RM_ADDRESS,
                YarnConfiguration.DEFAULT_RM_PORT)
            .getAddress();
    return address != null && address.isAnyLocalAddress();
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
}
