// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/**
 * Results go to stdout, talk goes to stderr; both without regard to the user's locale, and without
 * what would tell a secret or steer a terminal, but for the line of progress.
 */
public final class Console {

  private static final String START_OF_LINE = "\r";
  private static final String ERASE_THE_REST = "\033[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean debug;
  private final int columns;
  private boolean progressShown;

  /** A console that shows no progress bars. */
  public Console(PrintStream out, PrintStream err, boolean debug) {
    this(out, err, debug, 0);
  }

  /**
   * @param columns of the terminal that {@code err} is; 0 if it is none
   */
  public Console(PrintStream out, PrintStream err, boolean debug, int columns) {
    this.out = out;
    this.err = err;
    this.debug = debug;
    this.columns = columns;
  }

  /** Whether progress can be shown as a line that changes. */
  public boolean hasTerminal() {
    return columns > 0;
  }

  /** How wide such a line may be: one less than the terminal, some of which break a full line. */
  public int columns() {
    return columns - 1;
  }

  /** Shows a line until the next one is shown, or anything else is said. */
  public synchronized void showProgress(String line) {
    if (hasTerminal()) {
      err.print(START_OF_LINE + Printable.line(Secrets.hide(line)) + ERASE_THE_REST);
      err.flush();
      progressShown = true;
    }
  }

  /** Takes the line of progress away. */
  public synchronized void endProgress() {
    if (progressShown) {
      err.print(START_OF_LINE + ERASE_THE_REST);
      err.flush();
      progressShown = false;
    }
  }

  /** Prints a result. */
  public synchronized void print(String text) {
    endProgress();
    out.println(Printable.lines(Secrets.hide(text)));
  }

  /** Says a line to whoever watches. */
  public synchronized void say(String format, Object... arguments) {
    endProgress();
    err.println(Printable.line(Secrets.hide(String.format(Locale.ROOT, format, arguments))));
  }

  /** Says why the program ends; with --debug also where it comes from. */
  public synchronized void fail(Throwable cause, String line) {
    endProgress();
    err.println(Printable.line(Secrets.hide(line)));
    if (debug) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.print(Printable.lines(Secrets.hide(trace.toString())));
    }
  }
}
