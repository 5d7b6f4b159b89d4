// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * One program run in this JVM through the front door.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it said
 */
public record Run(int status, String out, String err) {

  public static Run of(String... args) {
    return of(new ByteArrayOutputStream(), args);
  }

  /**
   * Runs a program as another user, who is the login user meanwhile: on JDK 24 and later the
   * threads of Hadoop's local runner know no other one.
   */
  public static Run as(UserGroupInformation user, String... args) throws Exception {
    UserGroupInformation before = UserGroupInformation.getLoginUser();
    UserGroupInformation.setLoginUser(user);
    try {
      return user.doAs((PrivilegedExceptionAction<Run>) () -> of(args));
    } finally {
      UserGroupInformation.setLoginUser(before);
    }
  }

  /** Runs a program that says into {@code err}, where it can be seen meanwhile. */
  static Run of(ByteArrayOutputStream err, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = Main.run(args, stream(out), stream(err));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Fails unless the program is done and every check of its own passed; shows what it printed. */
  public Run succeeds() {
    return exits(0);
  }

  /** Fails unless the program ended with this status; shows what it printed. */
  public Run exits(int expected) {
    assertThat(status).as("exit status of %s", this).isEqualTo(expected);
    return this;
  }

  /** Fails unless the program printed every text on stdout. */
  public Run prints(String... texts) {
    assertThat(out).contains(texts);
    return this;
  }

  /** Fails unless the program said every text on stderr. */
  public Run says(String... texts) {
    assertThat(err).contains(texts);
    return this;
  }

  /** The last line that it said. */
  public String lastLine() {
    return err.lines().reduce("", (before, line) -> line);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
