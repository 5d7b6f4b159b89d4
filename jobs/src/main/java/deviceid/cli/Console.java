// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.io.PrintStream;
import java.util.Locale;

/** Results go to stdout, talk goes to stderr; both without regard to the user's locale. */
public final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final boolean debug;

  public Console(PrintStream out, PrintStream err, boolean debug) {
    this.out = out;
    this.err = err;
    this.debug = debug;
  }

  /** Prints a result. */
  public void print(String text) {
    out.println(text);
  }

  /** Says a line to whoever watches. */
  public void say(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
  }

  /** Says why the program ends; with --debug also where it comes from. */
  public void fail(Throwable cause, String line) {
    err.println(line);
    if (debug) {
      cause.printStackTrace(err);
    }
  }
}
