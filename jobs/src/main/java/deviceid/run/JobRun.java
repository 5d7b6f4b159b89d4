// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.publish.Staging;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * A job that has run and succeeded: its counters, and how long it took on a monotonic clock. It is
 * killed if the program is interrupted meanwhile.
 */
public final class JobRun {

  /** Before the staged output is dropped (20) and Hadoop closes its file systems (10). */
  private static final int HOOK_PRIORITY = 30;

  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final Set<TaskCompletionEvent.Status> FAILED =
      EnumSet.of(TaskCompletionEvent.Status.FAILED, TaskCompletionEvent.Status.TIPFAILED);

  private final Counters counters;
  private final int maps;
  private final long submitNanos;
  private final long wallNanos;

  private JobRun(Counters counters, int maps, long submitNanos, long wallNanos) {
    this.counters = counters;
    this.maps = maps;
    this.submitNanos = submitNanos;
    this.wallNanos = wallNanos;
  }

  /**
   * Submits a job and watches it to its end.
   *
   * @throws ProgramException if it fails
   */
  static JobRun of(Job job, Console console) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    submit(job);
    long submitted = System.nanoTime();
    Runnable kill = () -> kill(job);
    ShutdownHookManager.get().addShutdownHook(kill, HOOK_PRIORITY);
    try {
      watch(job, console);
    } finally {
      if (!ShutdownHookManager.get().isShutdownInProgress()) {
        ShutdownHookManager.get().removeShutdownHook(kill);
      }
    }
    long ended = System.nanoTime();
    if (!job.isSuccessful()) {
      throw new ProgramException(
          ExitCode.JOB_FAILED, "job '" + job.getJobName() + "' failed" + why(job, console));
    }
    if (!Engine.isLocal(job.getConfiguration())) {
      console.say("%s: counters at %s", job.getJobName(), countersPage(job));
    }
    return new JobRun(
        job.getCounters(),
        job.getConfiguration().getInt(MRJobConfig.NUM_MAPS, 0),
        submitted - begun,
        ended - begun);
  }

  /** Nanoseconds from before submit to the end of the job. */
  public long wallNanos() {
    return wallNanos;
  }

  /** Nanoseconds in which the client prepared and submitted the job. */
  public long submitNanos() {
    return submitNanos;
  }

  /**
   * The value of a counter; 0 in a job that had no input and so ran no map.
   *
   * @throws ProgramException if the job did not count it: that is no zero
   */
  public long count(Enum<?> name) {
    Counter counter =
        counters.getGroup(name.getDeclaringClass().getName()).findCounter(name.name(), false);
    if (counter == null && maps > 0) {
      throw new ProgramException(ExitCode.CHECK_FAILED, "the job left no counter " + name);
    }
    return counter == null ? 0 : counter.getValue();
  }

  /** Map tasks of the job, each counted once whatever its attempts. */
  public int maps() {
    return maps;
  }

  private static void submit(Job job) throws IOException, InterruptedException {
    tag(job);
    try {
      job.submit();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the job's own classes are in its jar", e);
    }
  }

  /** By its tag a job is found again, and that of its staging tells whether that one is in use. */
  private static void tag(Job job) {
    Configuration conf = job.getConfiguration();
    conf.setIfUnset(MRJobConfig.JOB_TAGS, "device-id-jobs");
    Path output = FileOutputFormat.getOutputPath(job);
    Optional.ofNullable(output)
        .flatMap(Staging::tag)
        .ifPresent(
            tag -> conf.set(MRJobConfig.JOB_TAGS, conf.get(MRJobConfig.JOB_TAGS) + "," + tag));
  }

  private static void watch(Job job, Console console) throws IOException, InterruptedException {
    boolean local = Engine.isLocal(job.getConfiguration());
    if (!local) {
      console.say("%s: %s", job.getJobName(), job.getTrackingURL());
    }
    Waiting waiting = new Waiting(job, console);
    long said = System.nanoTime();
    while (!job.isComplete()) {
      Thread.sleep(local ? 5 : 50);
      if (System.nanoTime() - said > QUIET.toNanos()) {
        said = System.nanoTime();
        console.say(
            "%s: map %.0f%%, reduce %.0f%%",
            job.getJobName(), 100 * job.mapProgress(), 100 * job.reduceProgress());
        if (!local) {
          waiting.look();
        }
      }
    }
  }

  private static String countersPage(Job job) {
    String server =
        job.getConfiguration()
            .get(
                JHAdminConfig.MR_HISTORY_WEBAPP_ADDRESS,
                JHAdminConfig.DEFAULT_MR_HISTORY_WEBAPP_ADDRESS);
    return "http://" + server + "/jobhistory/jobcounters/" + job.getJobID();
  }

  private static void kill(Job job) {
    try {
      if (!job.isComplete()) {
        System.err.println("interrupted: killing job '" + job.getJobName() + "'");
        job.killJob();
      }
    } catch (IOException e) {
      System.err.println("could not kill " + job.getJobID() + ": " + e.getMessage());
    }
  }

  /** The cause in one line, from the first failed attempt, where the engine keeps it. */
  private static String why(Job job, Console console) throws IOException, InterruptedException {
    if (Engine.isLocal(job.getConfiguration())) {
      return "; its cause is in the log";
    }
    for (TaskCompletionEvent event : job.getTaskCompletionEvents(0, 100)) {
      if (FAILED.contains(event.getStatus())) {
        FailedAttempt.show(job, event, console);
        String[] diagnostics = job.getTaskDiagnostics(event.getTaskAttemptId());
        if (diagnostics != null && diagnostics.length > 0) {
          return ": " + diagnostics[0].lines().findFirst().orElse("");
        }
      }
    }
    String told = job.getStatus().getFailureInfo(); // of a job that never ran an attempt
    return told == null || told.isBlank()
        ? "; its cause is in the log"
        : ": " + told.replaceAll("\\s+", " ").strip();
  }
}
