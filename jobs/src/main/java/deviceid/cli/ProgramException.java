// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

/** Ends a program with an exit code and one line that tells its user why. */
public final class ProgramException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  public ProgramException(ExitCode code, String message) {
    this(code, message, null);
  }

  public ProgramException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public static ProgramException wrongUse(String message) {
    return new ProgramException(ExitCode.WRONG_USE, message);
  }

  /** What an exception of Hadoop's says, on one line: a daemon adds its stack to its message. */
  public static String firstLine(Throwable thrown) {
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return message.lines().findFirst().orElse(thrown.getClass().getSimpleName());
  }

  public ExitCode code() {
    return code;
  }
}
