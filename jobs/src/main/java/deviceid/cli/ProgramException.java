// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.stream.Stream;

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

  /** An exception and what caused it, outermost first. */
  public static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(20); // a cause may be its own
  }

  public ExitCode code() {
    return code;
  }
}
