// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Prints results to stdout and everything else to stderr, in one form for every locale. Secrets are
 * hidden and control characters escaped, but for the line of progress.
 */
public final class Console {

  private static final String START_OF_LINE = "\r";
  private static final String ERASE_THE_REST = "\033[K";
  private static final int USUAL_COLUMNS = 80;

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

  /** The console of this process. */
  public static Console ofProcess(boolean debug) {
    return new Console(stdout(), System.err, debug, Terminal.columns());
  }

  /** A stream that counts it as no error if its reader, as head, takes the first lines only. */
  private static PrintStream stdout() {
    OutputStream out =
        new FileOutputStream(FileDescriptor.out) {
          @Override
          public void write(byte[] bytes, int from, int count) throws IOException {
            try {
              super.write(bytes, from, count);
            } catch (IOException e) {
              if (!"Broken pipe".equals(e.getMessage())) {
                throw e;
              }
            }
          }
        };
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /** Whether progress can be shown as a line that changes. */
  public boolean hasTerminal() {
    return columns > 0;
  }

  /**
   * The most characters of a line of progress: one fewer than the terminal, since some terminals
   * break a full line.
   */
  public int columns() {
    return columns - 1;
  }

  /** How wide text may be: as the terminal, or 80 columns where there is none. */
  public int width() {
    return hasTerminal() ? columns : USUAL_COLUMNS;
  }

  /** Where results go, for a program that runs within another one. */
  public PrintStream out() {
    return out;
  }

  /** Where talk goes, likewise. */
  public PrintStream err() {
    return err;
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

  /** Prints a whole file, such as a page, whose writer has hidden its secrets. */
  public synchronized void printFile(String text) {
    endProgress();
    out.print(text);
  }

  /**
   * @throws ProgramException if a result was not printed in full, say to a full disk
   */
  public void flush() {
    if (out.checkError()) {
      throw new ProgramException(
          ExitCode.NOT_READY, "stdout did not take the whole result; look for a full disk");
    }
  }

  /** Prints a line to stderr. */
  public synchronized void say(String format, Object... arguments) {
    endProgress();
    err.println(Printable.line(Secrets.hide(String.format(Locale.ROOT, format, arguments))));
  }

  /**
   * Says why the program ends, on its last line; with --debug also where that comes from. A run
   * that failed says so; one that was refused has only its reason.
   */
  public synchronized void fail(ExitCode code, String line, Throwable cause) {
    endProgress();
    if (debug) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.print(Printable.lines(Secrets.hide(trace.toString())));
    }
    err.println((code.isFailure() ? "FAIL: " : "") + Printable.line(Secrets.hide(line)));
  }

  /**
   * The terminal that stderr may be. {@link System#console} asks for stdin and stdout, and is taken
   * only where no {@code /proc} tells what stderr is.
   */
  private static final class Terminal {

    private static final Path STDERR = Path.of("/proc/self/fd/2");
    private static final File CONTROLLING = new File("/dev/tty");

    /** Columns of the terminal; 0 if stderr is none, or one that takes no escape codes. */
    static int columns() {
      String type = System.getenv("TERM");
      if (type == null || type.equals("dumb") || !isStderr()) {
        return 0;
      }
      String columns = System.getenv("COLUMNS");
      return number(columns == null ? ask() : columns);
    }

    @SuppressWarnings(
        "SystemConsoleNull") // from JDK 22 on it is always there; /proc tells on Linux
    private static boolean isStderr() {
      try {
        String target = Files.readSymbolicLink(STDERR).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return System.console() != null;
      }
    }

    /** {@code rows columns}, as stty tells them. */
    private static String ask() {
      try {
        Process stty = new ProcessBuilder("stty", "size").redirectInput(CONTROLLING).start();
        String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        stty.waitFor(1, TimeUnit.SECONDS);
        return size.strip().replaceFirst(".* ", "");
      } catch (IOException e) {
        return "";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "";
      }
    }

    private static int number(String columns) {
      try {
        int number = Integer.parseInt(columns);
        return number > 0 ? number : USUAL_COLUMNS;
      } catch (NumberFormatException e) {
        return USUAL_COLUMNS;
      }
    }
  }
}
