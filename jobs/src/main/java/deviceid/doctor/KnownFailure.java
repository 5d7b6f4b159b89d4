// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Topic;
import java.util.List;

/**
 * A failure that users of such clusters often meet.
 *
 * @param seenBy the checks that find it; none if it cannot be seen from here
 * @param unseen what of it cannot be seen from here, and why; empty if all can
 */
record KnownFailure(int number, String symptom, List<Topic> seenBy, String unseen) {

  /** The twenty, in the order of their numbers. */
  static final List<KnownFailure> ALL =
      List.of(
          of(
              1,
              "a NodeManager dies: Java 17 with Hadoop before 3.5",
              "a node that is gone tells no Java: then only that no NodeManager runs",
              Topic.JAVA,
              Topic.NODE_JAVA,
              Topic.NODE_MANAGERS),
          of(2, "tasks die on Java 17, daemons do not", "", Topic.JAVA_FLAGS),
          of(3, "Unrecognized option: --add-opens", "", Topic.JAVA_FLAGS, Topic.NODE_JAVA),
          of(
              4,
              "could not find main class MRAppMaster",
              "whether a path that is set leads anywhere on the nodes",
              Topic.CONTAINER_CLASS_PATH),
          of(
              5,
              "exit code 127: no bin/java",
              "the environment in which a NodeManager was started; the failed job repeats what YARN says",
              Topic.VARIABLES,
              Topic.CONTAINER_JAVA),
          of(6, "beyond virtual memory limits", "", Topic.VIRTUAL_MEMORY),
          of(
              7,
              "a job stays ACCEPTED",
              "",
              Topic.NODE_MANAGERS,
              Topic.NODE_HEALTH,
              Topic.CONTAINER_MEMORY,
              Topic.QUEUE,
              Topic.MASTER_SHARE),
          of(
              8,
              "a node is unhealthy: local-dirs are bad",
              "",
              Topic.NODE_HEALTH,
              Topic.HDFS_SPACE,
              Topic.LOCAL_DISK),
          of(9, "SafeModeException", "", Topic.SAFE_MODE),
          of(
              10,
              "a DataNode leaves: incompatible clusterIDs",
              "folders on other machines: then only that no DataNode is live",
              Topic.CLUSTER_ID,
              Topic.DATA_NODES),
          of(
              11,
              "ports in use",
              "ports of daemons that clients never call",
              Topic.FILE_SYSTEM,
              Topic.RESOURCE_MANAGER,
              Topic.HISTORY_SERVER),
          of(12, "UnknownHostException", "names as other machines resolve them", Topic.HOST_NAMES),
          of(13, "permission denied; no home folder", "", Topic.HOME_FOLDER, Topic.STAGING_FOLDER),
          of(14, "no ssh to localhost", "nothing here uses ssh: there is nothing to check"),
          of(15, "Retrying connect ... 10020", "", Topic.HISTORY_SERVER),
          of(16, "Retrying connect ... 8032", "", Topic.CONFIGURATION, Topic.RESOURCE_MANAGER),
          of(17, "NoSuchMethodError", "the class path on the nodes", Topic.CLASS_PATH),
          of(18, "multiple bindings, no appenders", "", Topic.LOGGING),
          of(
              19,
              "exit code 1 with no reason",
              "the reason itself: the failed job shows its log's end",
              Topic.CONTAINER_LOGS),
          of(20, "HADOOP_HOME names another folder", "variables on the nodes", Topic.VARIABLES));

  KnownFailure {
    seenBy = List.copyOf(seenBy);
  }

  private static KnownFailure of(int number, String symptom, String unseen, Topic... seenBy) {
    return new KnownFailure(number, symptom, List.of(seenBy), unseen);
  }
}
