// SPDX-License-Identifier: Apache-2.0
package deviceid;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One program run in this JVM through the front door.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it said
 */
public record Run(int status, String out, String err) {

  public static Run of(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(args, stream(out), stream(err));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The last line that it said. */
  public String lastLine() {
    return err.lines().reduce("", (before, line) -> line);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
