// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.Secrets;
import deviceid.cli.ShutdownHooks;
import deviceid.publish.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * A run record in the making. Facts come in as they are known, and another thread writes them half
 * a second later, so that no job waits for a write; the file is replaced as a whole, so that a run
 * that is killed leaves a record without an end. What cannot be written costs one line.
 */
public final class Recording {

  private static final long DELAY_MILLIS = 500;

  /** Of a long record: a write takes one part in so many of the time. */
  private static final long PARTS = 50;

  /** After a running job is killed (30) and the staged output is dropped (20). */
  private static final int HOOK_PRIORITY = 15;

  private final long begun = System.nanoTime();
  private final RunRecord started; // without jobs, checks and end
  private final Map<String, JobRecord> jobs = new LinkedHashMap<>();
  private final List<RunRecord.CheckResult> checks = new ArrayList<>();
  private final Console console;
  private final Runnable hook = this::interrupted;
  private Optional<RunRecord.End> end = Optional.empty();
  private Path file; // null where nothing is written
  private Timer timer;
  private boolean awaitsWrite;
  private long lastWriteNanos;

  private Recording(RunRecord started, Console console) {
    this.started = started;
    this.console = console;
  }

  /** A record that is written nowhere. */
  public static Recording none() {
    return new Recording(RunRecord.begun("", List.of(), Map.of(), Map.of()), null);
  }

  /**
   * Begins a record.
   *
   * @param arguments the whole command line
   * @param named the file that the user wants it in; null for the runs folder
   * @throws ProgramException if a named file cannot be written, or holds anything but a run record
   */
  public static Recording begin(
      String program, List<String> arguments, String named, Configuration conf, Console console)
      throws IOException {
    Recording recording =
        new Recording(
            RunRecord.begun(
                program, Secrets.hide(arguments), Environment.of(conf), Recipe.versionsInUse()),
            console);
    if (named == null) {
      recording.openInFolder(RunsFolder.of(conf), conf);
    } else {
      recording.openNamed(Path.of(named), conf);
    }
    return recording;
  }

  /** When the program began. */
  public Instant started() {
    return started.started();
  }

  /** Nanoseconds since then. */
  public long nanos() {
    return System.nanoTime() - begun;
  }

  /** Notes a job, anew or in place of what was known of it. */
  public synchronized void job(JobRecord job) {
    jobs.put(job.id(), job);
    changed();
  }

  /** Notes checks that were judged. */
  public synchronized void checks(List<RunRecord.CheckResult> verdicts) {
    checks.addAll(verdicts);
    changed();
  }

  /**
   * Notes how the program ended, and writes the record for the last time; the first end counts. A
   * program that is interrupted sees its job fail, which is not why it ends.
   *
   * @param line why it failed; empty if it did not
   */
  public synchronized void end(ExitCode code, String line) {
    if (end.isPresent() || file == null) {
      return;
    }
    boolean interrupted = ShutdownHookManager.get().isShutdownInProgress();
    end =
        Optional.of(
            new RunRecord.End(
                Instant.now(),
                nanos(),
                (interrupted ? ExitCode.INTERRUPTED : code).status(),
                Secrets.hide(interrupted ? "interrupted" : line)));
    ShutdownHooks.remove(hook);
    timer.cancel();
    write();
  }

  private void interrupted() {
    end(ExitCode.INTERRUPTED, "interrupted");
  }

  private void openInFolder(RunsFolder folder, Configuration conf) {
    try {
      file = folder.newFile(started.program(), started.started());
      open(conf);
      folder.prune();
    } catch (IOException | UnsupportedOperationException e) {
      giveUp(e);
    }
  }

  private void openNamed(Path named, Configuration conf) {
    try {
      if (Files.exists(named)) {
        RunRecordReader.read(named);
      }
      file = named.toAbsolutePath();
      open(conf);
    } catch (IOException e) {
      throw ProgramException.wrongUse("--record " + named + " cannot be written: " + why(e));
    }
  }

  private void open(Configuration conf) throws IOException {
    timer = new Timer("run record", true); // the hook stops it
    ShutdownHooks.add(hook, HOOK_PRIORITY, conf);
    replace();
  }

  private void changed() {
    if (file != null && end.isEmpty() && !awaitsWrite) {
      awaitsWrite = true;
      long pause = PARTS * TimeUnit.NANOSECONDS.toMillis(lastWriteNanos);
      timer.schedule(new Write(), Math.max(DELAY_MILLIS, pause));
    }
  }

  private final class Write extends TimerTask {
    @Override
    public void run() {
      synchronized (Recording.this) {
        if (end.isEmpty()) {
          write();
        }
      }
    }
  }

  private void write() {
    long writing = System.nanoTime();
    awaitsWrite = false;
    try {
      replace();
    } catch (IOException e) {
      giveUp(e);
    }
    lastWriteNanos = System.nanoTime() - writing;
  }

  private void replace() throws IOException {
    RunRecord run = started.with(List.copyOf(jobs.values()), checks, end);
    Path whole = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.writeString(whole, RunRecordWriter.write(run));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(whole);
      throw e;
    }
  }

  private void giveUp(Exception e) {
    console.say("this run leaves no record: %s", why(e));
    file = null;
  }

  private static String why(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
