// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

/** What a program's exit status says; the only place where the numbers stand. */
public enum ExitCode {
  /** Done, and every check passed. */
  DONE(0),
  /** The engine ran the job and it failed. */
  JOB_FAILED(1),
  /** A wrong argument, option, setting or path; nothing was started. */
  WRONG_USE(2),
  /** More bad rows than the limit. */
  BAD_ROWS(3),
  /** The output exists, or another run published it first. */
  OUTPUT_TAKEN(4),
  /** The job succeeded but a check of its result did not. */
  CHECK_FAILED(5),
  /** The machine or cluster cannot run the job now. */
  NOT_READY(6),
  /** Interrupted; the job was killed. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
