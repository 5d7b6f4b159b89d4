// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The line that says what an attempt died of. */
class FailedAttemptTest {

  @Test
  void anExceptionIsTheFirstLine() {
    assertThat(FailedAttempt.cause("Error: java.io.IOException: cut short\n\tat A.b(A.java:1)\n"))
        .isEqualTo("Error: java.io.IOException: cut short");
    assertThat(FailedAttempt.cause("[2026-11-24 14:24:19.430]Container is over its limit.\nmore"))
        .isEqualTo("Container is over its limit.");
    assertThat(FailedAttempt.cause("")).isEmpty();
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

    assertThat(FailedAttempt.cause(diagnostics))
        .isEqualTo("Container exited with a non-zero exit code 3.");
    assertThat(FailedAttempt.cause("Exception from container-launch.\n"))
        .isEqualTo("Exception from container-launch.");
  }
}
