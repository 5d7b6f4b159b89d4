// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

/** One program of the suite. It returns when its work is done and checked, and throws otherwise. */
public interface Program {

  /**
   * @throws deviceid.cli.ProgramException with the exit code and one line for the user
   */
  void run(Session session) throws Exception;

  /** Whether each run leaves a record, and not only where the user names a file for it. */
  default boolean isRecorded() {
    return true;
  }
}
