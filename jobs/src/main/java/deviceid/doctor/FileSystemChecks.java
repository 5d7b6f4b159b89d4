// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.cluster.WhyUnreachable;
import deviceid.doctor.HdfsState.DataNodes;
import deviceid.doctor.HdfsState.Folder;
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
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Checks whether the file system can store a job's files: HDFS, by its NameNode, or the local disk.
 */
final class FileSystemChecks {

  private static final long SCARCE = 1L << 30;
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
      List<Finding> findings = new ArrayList<>(of(uri, HdfsState.read(uri, conf), user()));
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

  /** Judges what the NameNode said. */
  static List<Finding> of(URI uri, HdfsState state, String user) {
    return List.of(
        Finding.pass(CheckName.FILE_SYSTEM, uri.toString()),
        safeMode(state),
        dataNodes(state),
        space(state),
        home(state.home(), user),
        staging(state.staging(), user));
  }

  static Finding safeMode(HdfsState state) {
    return state.safeMode()
        ? Finding.fail(
            CheckName.SAFE_MODE,
            "on: nothing can be written",
            "wait, it ends when the DataNodes have reported; else hdfs fsck / and hdfs dfsadmin"
                + " -safemode leave")
        : Finding.pass(CheckName.SAFE_MODE, "off");
  }

  /** A user who may not see the DataNodes sees what space they have. */
  static Finding dataNodes(HdfsState state) {
    if (state.dataNodes().isEmpty() && state.capacity() > 0) {
      return Finding.skip(
          CheckName.DATA_NODES,
          "not visible to you; they hold " + RowCount.format(state.capacity()) + " bytes",
          "as HDFS's superuser: hdfs dfsadmin -report");
    }
    DataNodes nodes = state.dataNodes().orElse(new DataNodes(0, 0, List.of()));
    String value = nodes.live() + " live, " + nodes.dead() + " dead";
    if (nodes.live() == 0) {
      return Finding.fail(CheckName.DATA_NODES, value, "start a DataNode; if it ends, see its log");
    }
    if (!nodes.deaf().isEmpty()) {
      value += ", no connection to " + String.join(", ", nodes.deaf());
      String fix = "start the DataNode, or open its port to this machine";
      return nodes.deaf().size() == nodes.live()
          ? Finding.fail(CheckName.DATA_NODES, value, fix)
          : Finding.warn(CheckName.DATA_NODES, value, fix);
    }
    return nodes.dead() > 0
        ? Finding.warn(CheckName.DATA_NODES, value, "see hdfs dfsadmin -report -dead")
        : Finding.pass(CheckName.DATA_NODES, value);
  }

  static Finding space(HdfsState state) {
    String value = RowCount.format(state.remaining()) + " bytes free";
    String fix = "delete files, or add disks; a file takes its bytes x " + state.replication();
    if (state.remaining() < state.blockSize() * state.replication()) {
      return Finding.fail(CheckName.HDFS_SPACE, value + ", less than a block", fix);
    }
    return state.remaining() < SCARCE
        ? Finding.warn(CheckName.HDFS_SPACE, value, fix)
        : Finding.pass(CheckName.HDFS_SPACE, value);
  }

  /** Only relative paths need it. */
  static Finding home(Folder home, String user) {
    return home.writable()
        ? Finding.pass(CheckName.HOME_FOLDER, home.path())
        : Finding.warn(
            CheckName.HOME_FOLDER,
            home.path() + (home.owner().isEmpty() ? " is absent" : " is " + home.owner() + "'s"),
            give(home.path(), user) + ", or use absolute paths");
  }

  /** Hadoop refuses one that is another's. */
  static Finding staging(Folder staging, String user) {
    boolean absent = staging.owner().isEmpty();
    if (staging.writable() && (absent || staging.owner().equals(user))) {
      return Finding.pass(CheckName.STAGING_FOLDER, staging.path());
    }
    return Finding.fail(
        CheckName.STAGING_FOLDER,
        staging.path()
            + (absent
                ? " is absent and " + user + " cannot make it"
                : " is " + staging.owner() + "'s"),
        give(staging.path(), user) + ", or set " + MRJobConfig.MR_AM_STAGING_DIR + "=/user");
  }

  private static String give(String path, String user) {
    return "as HDFS's owner: hdfs dfs -mkdir -p " + path + "; hdfs dfs -chown " + user + " " + path;
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
