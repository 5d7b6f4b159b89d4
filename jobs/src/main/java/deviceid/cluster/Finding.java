// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

/**
 * What one check of a machine or cluster found.
 *
 * @param value what is there, as it was read
 * @param fix what to do about it; empty if all is well
 */
public record Finding(CheckName topic, Verdict verdict, String value, String fix) {

  /** How much a finding weighs. */
  public enum Verdict {
    PASS,
    /** Jobs run, but not all goes well. */
    WARN,
    /** A job could not run to its end. */
    FAIL,
    /** Not visible from here, or not to this user. */
    SKIP
  }

  public static Finding pass(CheckName topic, String value) {
    return new Finding(topic, Verdict.PASS, value, "");
  }

  public static Finding warn(CheckName topic, String value, String fix) {
    return new Finding(topic, Verdict.WARN, value, fix);
  }

  public static Finding fail(CheckName topic, String value, String fix) {
    return new Finding(topic, Verdict.FAIL, value, fix);
  }

  public static Finding skip(CheckName topic, String value, String fix) {
    return new Finding(topic, Verdict.SKIP, value, fix);
  }

  public boolean isPass() {
    return verdict == Verdict.PASS;
  }

  /** The finding as one line. */
  @Override
  public String toString() {
    return topic + ": " + value + (fix.isEmpty() ? "" : "; " + fix);
  }

  /** What a check looks at; its name in the table. */
  public enum CheckName {
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

    CheckName(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }
}
