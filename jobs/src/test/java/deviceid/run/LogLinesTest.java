// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The line that says what an attempt died of. */
class LogLinesTest {

  @Test
  void anExceptionIsTheFirstLine() {
    assertThat(LogLines.cause("Error: java.io.IOException: cut short\n\tat A.b(A.java:1)\n"))
        .isEqualTo("Error: java.io.IOException: cut short");
    assertThat(LogLines.cause("[2026-11-24 14:24:19.430]Container is over its limit.\nmore"))
        .isEqualTo("Container is over its limit.");
    assertThat(LogLines.cause("")).isEmpty();
  }

  @Test
  void aProcessThatEndedByItselfIsKnownByItsExitCode() {
    String diagnostics =
        """
        [2026-11-24 14:24:19.430]Exception from container-launch.
        Container id: container_1795530191998_0002_01_000002
        Exit code: 3

        [2026-11-24 14:24:19.437]Container exited with a non-zero exit code 3. Error file: prelaunch.err.
        Last 4096 bytes of prelaunch.err :
        """;

    assertThat(LogLines.cause(diagnostics))
        .isEqualTo("Container exited with a non-zero exit code 3.");
    assertThat(LogLines.cause("Exception from container-launch.\n"))
        .isEqualTo("Exception from container-launch.");
  }

  @Test
  void aMasterThatCannotRunIsKnownByItsLog() {
    assertThat(
            LogLines.causeIn(
                List.of(
                    "java.lang.ExceptionInInitializerError",
                    "Caused by: java.lang.reflect.InaccessibleObjectException: Unable to make")))
        .hasValueSatisfying(cause -> assertThat(cause).contains("--add-opens"));
    assertThat(
            LogLines.causeIn(List.of("/bin/bash: line 1: <ADD_OPENS>: No such file or directory")))
        .hasValueSatisfying(cause -> assertThat(cause).contains("add-opens-as-default=false"));
    assertThat(
            LogLines.causeIn(
                List.of("java.lang.UnsupportedClassVersionError: class file version 61.0")))
        .hasValueSatisfying(cause -> assertThat(cause).contains("older than 17"));
    assertThat(
            LogLines.causeIn(
                List.of(
                    "java.io.IOException: outer",
                    "Caused by: org.apache.hadoop.security.AccessControlException: Permission denied",
                    "\tat A.b(A.java:1)")))
        .hasValue("AccessControlException: Permission denied");
    assertThat(LogLines.causeIn(List.of("2026 INFO [main] all is well"))).isEmpty();
  }

  @Test
  void theOrderlyShutdownAfterAFailureIsNotShown() {
    List<String> log =
        List.of(
            "2026-11-24 14:24:19,430 WARN [main] YarnChild: Exception running child",
            "\tat A.b(A.java:1)",
            "2026-11-24 14:24:20,430 INFO [main] org.eclipse.jetty.server.Server: Stopped Server",
            "[system properties]");

    assertThat(LogLines.telling(log)).isEqualTo(log.subList(0, 2));
    assertThat(LogLines.telling(log.subList(2, 4))).isEqualTo(log.subList(2, 4));
  }
}
