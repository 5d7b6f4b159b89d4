// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding.CheckName;
import java.util.List;

/**
 * A failure that users of such clusters often meet.
 *
 * @param seenBy the checks that find it; none if it cannot be seen from here
 * @param unseen what of it cannot be seen from here, and why; empty if all can
 */
record KnownFailure(int number, String symptom, List<CheckName> seenBy, String unseen) {

  /** The twenty, in the order of their numbers. */
  static final List<KnownFailure> ALL =
      List.of(
          of(
              1,
              "a NodeManager dies: Java 17 with Hadoop before 3.5",
              "a node that is gone tells no Java: then only that no NodeManager runs",
              CheckName.JAVA,
              CheckName.NODE_JAVA,
              CheckName.NODE_MANAGERS),
          of(2, "tasks die on Java 17, daemons do not", "", CheckName.JAVA_FLAGS),
          of(3, "Unrecognized option: --add-opens", "", CheckName.JAVA_FLAGS, CheckName.NODE_JAVA),
          of(
              4,
              "could not find main class MRAppMaster",
              "whether a path that is set leads anywhere on the nodes",
              CheckName.CONTAINER_CLASS_PATH),
          of(
              5,
              "exit code 127: no bin/java",
              "the environment in which a NodeManager was started; the failed job repeats what YARN says",
              CheckName.VARIABLES,
              CheckName.CONTAINER_JAVA),
          of(6, "beyond virtual memory limits", "", CheckName.VIRTUAL_MEMORY),
          of(
              7,
              "a job stays ACCEPTED",
              "",
              CheckName.NODE_MANAGERS,
              CheckName.NODE_HEALTH,
              CheckName.CONTAINER_MEMORY,
              CheckName.QUEUE,
              CheckName.MASTER_SHARE),
          of(
              8,
              "a node is unhealthy: local-dirs are bad",
              "",
              CheckName.NODE_HEALTH,
              CheckName.HDFS_SPACE,
              CheckName.LOCAL_DISK),
          of(9, "SafeModeException", "", CheckName.SAFE_MODE),
          of(
              10,
              "a DataNode leaves: incompatible clusterIDs",
              "folders on other machines: then only that no DataNode is live",
              CheckName.CLUSTER_ID,
              CheckName.DATA_NODES),
          of(
              11,
              "ports in use",
              "ports of daemons that clients never call",
              CheckName.FILE_SYSTEM,
              CheckName.RESOURCE_MANAGER,
              CheckName.HISTORY_SERVER),
          of(
              12,
              "UnknownHostException",
              "names as other machines resolve them",
              CheckName.HOST_NAMES),
          of(
              13,
              "permission denied; no home folder",
              "",
              CheckName.HOME_FOLDER,
              CheckName.STAGING_FOLDER),
          of(14, "no ssh to localhost", "nothing here uses ssh: there is nothing to check"),
          of(15, "Retrying connect ... 10020", "", CheckName.HISTORY_SERVER),
          of(
              16,
              "Retrying connect ... 8032",
              "",
              CheckName.CONFIGURATION,
              CheckName.RESOURCE_MANAGER),
          of(17, "NoSuchMethodError", "the class path on the nodes", CheckName.CLASS_PATH),
          of(18, "multiple bindings, no appenders", "", CheckName.LOGGING),
          of(
              19,
              "exit code 1 with no reason",
              "the reason itself: the failed job shows its log's end",
              CheckName.CONTAINER_LOGS),
          of(
              20,
              "HADOOP_HOME names another folder",
              "variables on the nodes",
              CheckName.VARIABLES));

  KnownFailure {
    seenBy = List.copyOf(seenBy);
  }

  private static KnownFailure of(int number, String symptom, String unseen, CheckName... seenBy) {
    return new KnownFailure(number, symptom, List.of(seenBy), unseen);
  }
}
