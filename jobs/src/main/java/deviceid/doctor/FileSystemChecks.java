// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.cluster.WhyUnreachable;
import deviceid.record.Environment;
import deviceid.rows.MountedPath;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Checks whether the file system can store a job's files: HDFS, by its NameNode, or the local disk.
 */
final class FileSystemChecks {

  /** Bytes; less free space than this is a warning. */
  static final long SCARCE = 1L << 30;

  private static final String STATUS = "Hadoop:service=NameNode,name=NameNodeStatus";

  private FileSystemChecks() {}

  static List<Finding> of(Configuration given) throws IOException {
    Configuration conf = new HdfsConfiguration(given);
    URI uri = FileSystem.getDefaultUri(conf);
    List<Finding> findings = new ArrayList<>();
    File scratch = new File(conf.get(CommonConfigurationKeys.HADOOP_TMP_DIR));
    findings.add(localDisk(scratch, usable(scratch)));
    if (uri.getScheme().equals("hdfs")) {
      findings.addAll(clusterIds(conf));
      findings.addAll(hdfs(uri, conf));
    } else if (uri.getScheme().equals("viewfs")) {
      findings.addAll(mounted(uri, conf));
    } else if (!uri.getScheme().equals("file")) {
      findings.add(
          Finding.warn(
              CheckName.FILE_SYSTEM,
              uri + ": not looked at",
              "name outputs on hdfs or on local files: elsewhere none is published"));
    }
    return findings;
  }

  /** Of a mount table, the file system that holds the user's home. */
  private static List<Finding> mounted(URI uri, Configuration conf) throws IOException {
    Configuration hurried = Timeouts.hurried(conf);
    hurried.setBoolean("fs.viewfs.impl.disable.cache", true);
    org.apache.hadoop.fs.Path home;
    try {
      home =
          Timeouts.of(conf)
              .within(
                  () -> MountedPath.resolve(FileSystem.get(hurried).getHomeDirectory(), hurried));
    } catch (IOException e) {
      return List.of(
          WhyUnreachable.of(e) == WhyUnreachable.UNCLEAR
              ? Finding.fail(
                  CheckName.FILE_SYSTEM,
                  uri + ": " + ProgramException.firstLine(e),
                  "set its mount points, fs.viewfs.mounttable.<name>.link.<path>, in core-site.xml")
              : unreachable(e, uri));
    }
    URI store = home.toUri();
    return "hdfs".equals(store.getScheme())
        ? hdfs(URI.create("hdfs://" + store.getAuthority()), conf)
        : List.of(
            Finding.warn(
                CheckName.FILE_SYSTEM,
                uri + ": no mount point for your home " + store.getPath(),
                "name outputs below a mount point: hadoop fs -ls /"));
  }

  private static Finding unreachable(IOException thrown, URI uri) {
    return WhyUnreachable.finding(
        thrown,
        CheckName.FILE_SYSTEM,
        "NameNode",
        uri.toString(),
        CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY);
  }

  private static List<Finding> hdfs(URI uri, Configuration conf) throws IOException {
    try {
      List<Finding> findings =
          new ArrayList<>(HdfsChecks.of(uri, HdfsState.read(uri, conf), user()));
      if (Environment.isLocal(conf)) { // its jobs are staged on this machine
        findings.removeIf(finding -> finding.topic() == CheckName.STAGING_FOLDER);
      }
      return findings;
    } catch (IOException e) {
      String rpc = WhyUnreachable.of(e) == WhyUnreachable.STRANGER ? rpcAddress(uri, conf) : "";
      return List.of(
          rpc.isEmpty()
              ? unreachable(e, uri)
              : Finding.fail(
                  CheckName.FILE_SYSTEM,
                  uri + ": that is the port of the NameNode's web pages",
                  "set "
                      + CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY
                      + "=hdfs://"
                      + rpc
                      + ", as these pages say"));
    }
  }

  /** What a NameNode's web pages tell of its address for clients; empty if these are none. */
  private static String rpcAddress(URI uri, Configuration conf) {
    try {
      String page = "http://" + uri.getAuthority() + "/jmx?qry=" + STATUS;
      return WebPage.fetch(page, Timeouts.of(conf)).json().at("/beans/0/HostAndPort").asText();
    } catch (IOException e) {
      return "";
    }
  }

  /** Where the client and the local runner keep what they work on. */
  static Finding localDisk(File folder, long usable) {
    String value = folder + ": " + RowCount.format(usable) + " bytes free";
    return usable < SCARCE
        ? Finding.warn(
            CheckName.LOCAL_DISK,
            value,
            "free space, or set " + CommonConfigurationKeys.HADOOP_TMP_DIR + " elsewhere")
        : Finding.pass(CheckName.LOCAL_DISK, value);
  }

  /**
   * Whether folders of NameNode and DataNodes on this machine, as far as they can be read, belong
   * to one cluster: a NameNode that was formatted over old data turns its DataNodes away.
   */
  static List<Finding> clusterIds(Configuration conf) {
    Map<String, String> ids = new TreeMap<>();
    for (String setting : List.of("dfs.namenode.name.dir", "dfs.datanode.data.dir")) {
      for (String folder : conf.getTrimmedStrings(setting)) {
        String path = folder.replaceFirst("^\\[\\w+\\]", "").replaceFirst("^file:/*", "/");
        readId(Path.of(path, "current", "VERSION"), path, ids);
      }
    }
    if (ids.size() < 2) {
      return List.of();
    }
    String value =
        ids.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    Set<String> different = new TreeSet<>(ids.values());
    return List.of(
        different.size() == 1
            ? Finding.pass(CheckName.CLUSTER_ID, different.iterator().next())
            : Finding.warn(
                CheckName.CLUSTER_ID,
                value,
                "DataNodes with another ID than the NameNode's are turned away: see their logs"));
  }

  private static void readId(Path version, String folder, Map<String, String> ids) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(version, StandardCharsets.ISO_8859_1)) {
      properties.load(in);
      String id = properties.getProperty("clusterID");
      if (id != null) {
        ids.put(folder, id);
      }
    } catch (IOException e) {
      return; // not on this machine, or not this user's to read
    }
  }

  private static long usable(File folder) {
    File nearest = folder.getAbsoluteFile();
    while (!nearest.exists()) {
      nearest = nearest.getParentFile();
    }
    return nearest.getUsableSpace();
  }

  private static String user() throws IOException {
    return UserGroupInformation.getCurrentUser().getShortUserName();
  }
}
