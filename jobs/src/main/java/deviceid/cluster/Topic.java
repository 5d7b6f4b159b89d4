// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

/** What a check looks at; its name in the table. */
public enum Topic {
  VARIABLES("environment variables"),
  JAVA("java"),
  CONFIGURATION("configuration"),
  CLASS_PATH("class path"),
  LOGGING("logging"),
  HOST_NAMES("host names"),
  LOCAL_DISK("local disk"),
  CLUSTER_ID("cluster IDs"),
  FILE_SYSTEM("file system"),
  SAFE_MODE("safe mode"),
  DATA_NODES("DataNodes"),
  HDFS_SPACE("HDFS space"),
  HOME_FOLDER("home folder"),
  STAGING_FOLDER("jobs' staging folder"),
  RESOURCE_MANAGER("ResourceManager"),
  NODE_MANAGERS("NodeManagers"),
  NODE_HEALTH("nodes' health"),
  CONTAINER_MEMORY("container memory"),
  QUEUE("queue"),
  MASTER_SHARE("masters' share of queue"),
  NODE_PAGES("nodes' pages"),
  NODE_JAVA("nodes' Java"),
  JAVA_FLAGS("containers' Java flags"),
  CONTAINER_JAVA("containers' JAVA_HOME"),
  CONTAINER_CLASS_PATH("containers' class path"),
  VIRTUAL_MEMORY("virtual memory limit"),
  SHUFFLE("shuffle service"),
  CONTAINER_LOGS("containers' logs"),
  CLOCK("clock"),
  HISTORY_SERVER("history server");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
