// SPDX-License-Identifier: Apache-2.0
package deviceid;

/**
 * What {@code hadoop jar} starts, compiled for Java 8, so that an older Java than the suite's says
 * in one line what is wrong. It knows no other class: none could be loaded there.
 */
public final class Start {

  private static final int OLDEST = 17;
  private static final int NOT_READY = 6; // as ExitCode has it

  private Start() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    String lack = lack(System.getProperty("java.specification.version"));
    if (!lack.isEmpty()) {
      System.err.println("FAIL: " + lack);
      System.exit(NOT_READY);
    }
    Class.forName("deviceid.Main", true, Thread.currentThread().getContextClassLoader())
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }

  /** What is wrong with a Java, as 1.8 or 17; empty if nothing is. */
  static String lack(String version) {
    return Integer.parseInt(version.replaceFirst("^1\\.", "")) >= OLDEST
        ? ""
        : "Java " + version + " is too old: set JAVA_HOME to a JDK from " + OLDEST + " to 25";
  }
}
