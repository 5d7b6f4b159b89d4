// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.RowCount;
import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.WhyUnreachable;
import deviceid.doctor.HdfsState.Folder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;

/** Whether the file system takes a job's files: HDFS as its NameNode tells, or the local disk. */
final class FileSystemChecks {

  private static final long SCARCE = 1L << 30;

  private FileSystemChecks() {}

  static List<Finding> of(Configuration given) throws IOException {
    Configuration conf = new HdfsConfiguration(given);
    URI uri = FileSystem.getDefaultUri(conf);
    List<Finding> findings = new ArrayList<>();
    File scratch = new File(conf.get(CommonConfigurationKeys.HADOOP_TMP_DIR));
    findings.add(localDisk(scratch, usable(scratch)));
    if (uri.getScheme().equals("hdfs")) {
      findings.addAll(ClusterIds.check(conf));
      findings.addAll(hdfs(uri, conf));
    } else if (!uri.getScheme().equals("file")) {
      findings.add(
          Finding.fail(
              CheckName.FILE_SYSTEM,
              uri.toString(),
              "use hdfs or local files: output is renamed once"));
    }
    return findings;
  }

  private static List<Finding> hdfs(URI uri, Configuration conf) throws IOException {
    try {
      return of(uri, HdfsState.read(uri, conf), user());
    } catch (IOException e) {
      return List.of(
          WhyUnreachable.of(e)
              .finding(
                  CheckName.FILE_SYSTEM,
                  "NameNode",
                  uri.toString(),
                  CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY));
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

  static Finding dataNodes(HdfsState state) {
    String value = state.live() + " live, " + state.dead() + " dead";
    if (state.live() == 0) {
      return Finding.fail(
          CheckName.DATA_NODES,
          value,
          "start a DataNode; if it ends at once, its log says why (incompatible clusterIDs: the"
              + " NameNode was formatted over old data)");
    }
    if (!state.deaf().isEmpty()) {
      value += ", no connection to " + String.join(", ", state.deaf());
      String fix = "start the DataNode, or open its port to this machine";
      return state.deaf().size() == Math.min(state.live(), HdfsState.TRIED)
          ? Finding.fail(CheckName.DATA_NODES, value, fix)
          : Finding.warn(CheckName.DATA_NODES, value, fix);
    }
    return state.dead() > 0
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
