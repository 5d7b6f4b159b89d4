// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cli.RowCount;
import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.doctor.HdfsState.DataNodes;
import deviceid.doctor.HdfsState.Folder;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.mapreduce.MRJobConfig;

/** Judges what the NameNode says of its files. */
final class HdfsChecks {

  private HdfsChecks() {}

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
    return state.remaining() < FileSystemChecks.SCARCE
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
}
