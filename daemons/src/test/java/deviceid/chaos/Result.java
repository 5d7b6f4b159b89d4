// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Fault.Policy;
import java.util.List;

/**
 * How a trial ended.
 *
 * @param proof how the fault was seen to strike; empty if it was not
 * @param notStruck why the trial is void; empty if it is not
 * @param wrong what is wrong with what the program left or said
 */
record Result(
    int number,
    Fault fault,
    String command,
    String proof,
    String notStruck,
    int exit,
    String lastLine,
    List<String> wrong,
    double seconds) {

  /** Begins why a trial is void after which the cluster is of no use. */
  static final String LOST = "the cluster did not come back: ";

  boolean clusterIsLost() {
    return notStruck.startsWith(LOST);
  }

  boolean isStruck() {
    return notStruck.isEmpty() && fault.policy() != Policy.CALM;
  }

  boolean isVoid() {
    return !notStruck.isEmpty();
  }

  String outcome() {
    if (!wrong.isEmpty()) {
      return "WRONG";
    }
    return isVoid() ? "void" : exit == 0 ? "survived" : "failed cleanly";
  }

  /** How it was struck, or why not. */
  String seen() {
    return isVoid() ? notStruck : proof;
  }
}
