// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.StandardOptions;
import deviceid.record.JobRecord;
import deviceid.record.RunRecord;
import deviceid.record.RunRecordReader;
import deviceid.record.RunsFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Runs a command line of another program with a session's settings; its user sees it run. */
  default int show(List<String> command, Session session) {
    return run(
        new Configuration(session.conf()),
        words(command, session),
        session.console().out(),
        session.console().err());
  }

  /** A command, and what it recorded; no record where it did not get so far. */
  record RecordedCommand(CommandResult result, Optional<RunRecord> record) {

    /** The jobs of the run, in order. */
    public List<JobRecord> jobs() {
      return record.map(RunRecord::jobs).orElse(List.of());
    }
  }

  /** Runs a command line of another program, and reads the record that it leaves. */
  default RecordedCommand record(List<String> command, Session session) throws IOException {
    Path file = RunsFolder.of(session.conf()).newFile(command.get(0), Instant.now());
    List<String> words = new ArrayList<>(command);
    words.addAll(1, List.of("--record", file.toString()));
    CommandResult result = run(words, session);
    return new RecordedCommand(
        result, Files.exists(file) ? Optional.of(RunRecordReader.read(file)) : Optional.empty());
  }

  private static List<String> words(List<String> command, Session session) {
    List<String> words = new ArrayList<>(command);
    if (session.arguments().contains(StandardOptions.ACCEPT_LOSS)) {
      words.add(1, StandardOptions.ACCEPT_LOSS);
    }
    return words;
  }

  /** Runs a command line of another program with a session's settings. */
  default CommandResult run(List<String> command, Session session) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long begun = System.nanoTime();
    int status =
        run(
            new Configuration(session.conf()),
            words(command, session),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    long nanos = System.nanoTime() - begun;
    return new CommandResult(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), nanos);
  }
}
