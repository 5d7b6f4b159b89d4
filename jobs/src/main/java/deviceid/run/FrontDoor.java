// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.StandardOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ShutdownHookManager;

/** Runs a command line as a user would: in, arguments; out, an exit code. */
public interface FrontDoor {

  /** Runs a program with a configuration of its own, in this process. */
  int run(Configuration conf, List<String> words, PrintStream out, PrintStream err);

  /**
   * What a user sees of a command.
   *
   * @param out what it printed to stdout
   * @param err what it printed to stderr
   * @param nanos from its start to its end
   */
  record CommandResult(int status, String out, String err, long nanos) {

    /**
     * An interrupted command ends with a status like any other.
     *
     * @throws ProgramException if this process is being interrupted
     */
    public void refuseInterruption() {
      if (ShutdownHookManager.get().isShutdownInProgress()) {
        throw new ProgramException(ExitCode.INTERRUPTED, "interrupted");
      }
    }

    /** The first group of a pattern in stdout; {@code nothing} where there is no match. */
    public String find(String pattern) {
      Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(out);
      return matcher.find() ? matcher.group(1) : "nothing";
    }

    /** How many lines of stdout hold a pattern. */
    public long lines(String pattern) {
      Pattern wanted = Pattern.compile(pattern);
      return out.lines().filter(line -> wanted.matcher(line).find()).count();
    }
  }

  /** Runs a command line of another program with a session's settings. */
  default CommandResult run(List<String> command, Session session) {
    List<String> words = new ArrayList<>(command);
    if (session.arguments().contains(StandardOptions.ACCEPT_LOSS)) {
      words.add(StandardOptions.ACCEPT_LOSS);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long begun = System.nanoTime();
    int status =
        run(
            new Configuration(session.conf()),
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    long nanos = System.nanoTime() - begun;
    return new CommandResult(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), nanos);
  }
}
