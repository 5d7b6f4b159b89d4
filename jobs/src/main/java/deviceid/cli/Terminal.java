// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that stderr may be. {@link System#console} asks for stdin and stdout, and is taken
 * only where no {@code /proc} tells what stderr is.
 */
public final class Terminal {

  private static final Path STDERR = Path.of("/proc/self/fd/2");
  private static final File CONTROLLING = new File("/dev/tty");
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Columns of the terminal; 0 if stderr is none, or one that takes no escape codes. */
  public static int columns() {
    String type = System.getenv("TERM");
    if (type == null || type.equals("dumb") || !isStderr()) {
      return 0;
    }
    String columns = System.getenv("COLUMNS");
    return number(columns == null ? ask() : columns);
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 22 on it is always there; /proc tells on Linux
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
