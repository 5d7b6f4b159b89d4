// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/**
 * Results go to stdout, talk goes to stderr; both without regard to the user's locale, and without
 * what would steer a terminal or tell a secret.
 */
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
    out.println(Printable.lines(Secrets.hide(text)));
  }

  /** Says a line to whoever watches. */
  public void say(String format, Object... arguments) {
    err.println(Printable.line(Secrets.hide(String.format(Locale.ROOT, format, arguments))));
  }

  /** Says why the program ends; with --debug also where it comes from. */
  public void fail(Throwable cause, String line) {
    err.println(Printable.line(Secrets.hide(line)));
    if (debug) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.print(Printable.lines(Secrets.hide(trace.toString())));
    }
  }
}
