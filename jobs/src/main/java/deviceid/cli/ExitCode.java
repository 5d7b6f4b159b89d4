// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.Arrays;
import java.util.EnumSet;

/** Exit codes of the programs; the only place that defines the numbers and their meaning. */
public enum ExitCode {
  DONE(0, "Done, and every check passed."),
  JOB_FAILED(1, "The job failed."),
  WRONG_USE(2, "A wrong argument, option, setting or path; nothing was started."),
  BAD_ROWS(3, "More bad rows than --max-bad-rows allows."),
  OUTPUT_TAKEN(4, "The output exists, or another run published it first."),
  CHECK_FAILED(5, "A check of the result or of the input failed."),
  NOT_READY(6, "The machine or the cluster cannot run the program now."),
  INTERRUPTED(130, "Interrupted; the job was killed.");

  private static final EnumSet<ExitCode> REFUSALS = EnumSet.of(WRONG_USE, OUTPUT_TAKEN);

  private final int status;
  private final String meaning;

  ExitCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  /** One sentence, as the help prints it. */
  public String meaning() {
    return meaning;
  }

  /** The code of a program's status; of one that no program has, {@link #JOB_FAILED}. */
  public static ExitCode of(int status) {
    return Arrays.stream(values())
        .filter(code -> code.status == status)
        .findFirst()
        .orElse(JOB_FAILED);
  }

  /** Whether a run failed, and was not refused because of what its user asked for. */
  public boolean isFailure() {
    return this != DONE && !REFUSALS.contains(this);
  }
}
