// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.Figures;
import deviceid.cli.ProgramException;
import deviceid.cli.ShutdownHooks;
import deviceid.input.DeviceIds;
import deviceid.publish.Staging;
import deviceid.record.Environment;
import deviceid.record.JobRecord;
import deviceid.record.Phases;
import deviceid.record.Phases.Phase;
import deviceid.record.RecordedJob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;

/**
 * A job that has run and succeeded. It is killed if the program is interrupted meanwhile.
 *
 * @param maps map tasks, each counted once whatever its attempts
 * @param phases its time on a monotonic clock. On YARN the phases come from the history server, or
 *     else from the client. On the local runner the committer sees when the last map task ended
 */
public record JobRun(Counters counters, int maps, Phases phases) {

  /** Before the staged output is dropped (20) and Hadoop closes its file systems (10). */
  private static final int HOOK_PRIORITY = 30;

  /**
   * Submits a job, watches it to its end, and records both. What the local runner needs meanwhile,
   * with the job's settings in it, lies in a private folder; YARN's history hides secrets.
   *
   * @throws ProgramException if it fails, or its settings allow no such job
   */
  static JobRun of(Job job, Session session) throws IOException, InterruptedException {
    Configuration conf = job.getConfiguration();
    if (!Environment.isLocal(conf)) {
      RecordedJob recorded = new RecordedJob(job);
      List<String> hidden = new ArrayList<>(recorded.secrets());
      hidden.addAll(conf.getTrimmedStringCollection(MRJobConfig.MR_JOB_REDACTED_PROPERTIES));
      conf.set(MRJobConfig.MR_JOB_REDACTED_PROPERTIES, String.join(",", hidden));
      return toTheEnd(job, recorded, session);
    }
    try (LocalRun local = new LocalRun(job)) {
      local.refuseUnreadableMapOutputs();
      return toTheEnd(job, new RecordedJob(job), session);
    }
  }

  private static JobRun toTheEnd(Job job, RecordedJob recorded, Session session)
      throws IOException, InterruptedException {
    Console console = session.console();
    long begun = System.nanoTime();
    JobWatch.prepare(job, console);
    submit(job);
    long submitted = System.nanoTime();
    session.recording().job(recorded.submitted());
    Runnable kill = () -> kill(job, console);
    ShutdownHooks.add(kill, HOOK_PRIORITY, job.getConfiguration());
    long mapped;
    try {
      mapped = new JobWatch(job, console).toTheEnd();
    } finally {
      ShutdownHooks.remove(kill);
    }
    Phases phases = phases(begun, submitted, mapped, System.nanoTime());
    if (!job.isSuccessful()) {
      session.recording().job(recorded.ended(phases, counted(job)));
      throw new ProgramException(
          ExitCode.JOB_FAILED,
          "job '" + job.getJobName() + "' failed" + FailedAttempt.why(job, console));
    }
    if (!Environment.isLocal(job.getConfiguration())) {
      console.say("%s: counters at %s", job.getJobName(), RecordedJob.countersPage(job));
    }
    Counters counters = job.getCounters();
    JobRecord record = recorded.ended(phases, counters);
    session.recording().job(record);
    int maps = job.getConfiguration().getInt(MRJobConfig.NUM_MAPS, 0);
    return new JobRun(counters, maps, record.phases().orElseThrow());
  }

  /** What a failed job has counted; null where its engine does not tell any more. */
  private static Counters counted(Job job) {
    try {
      return job.getCounters();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * @param mapped 0 where it was not seen when the maps had ended
   */
  private static Phases phases(long begun, long submitted, long mapped, long ended) {
    Map<Phase, Long> known = new EnumMap<>(Phase.class);
    known.put(Phase.SUBMIT, submitted - begun);
    if (mapped > 0) {
      known.put(Phase.MAP, mapped - submitted);
    }
    return new Phases(ended - begun, known);
  }

  /** How long it took, and at which rate: {@code 1.01 s, 1.98m rows/s, 81.2 MB/s}. */
  public String pace(long rows) {
    return Figures.time((double) wallNanos())
        + ", "
        + Figures.rate((double) rows, "rows", wallNanos())
        + ", "
        + Figures.byteRate((double) rows * DeviceIds.ROW_BYTES, wallNanos());
  }

  /** Nanoseconds from before submit to the end of the job. */
  public long wallNanos() {
    return phases.whole();
  }

  /**
   * The value of a counter; 0 if the job had no input, and so ran no map task.
   *
   * @throws ProgramException if the job did not count it: a missing counter is not 0
   */
  public long count(Enum<?> name) {
    if (find(name).isEmpty() && maps > 0) {
      throw new ProgramException(ExitCode.CHECK_FAILED, "the job left no counter " + name);
    }
    return countIfAny(name);
  }

  /** The same of a counter that not every job has. */
  public long countIfAny(Enum<?> name) {
    return find(name).map(Counter::getValue).orElse(0L);
  }

  private Optional<Counter> find(Enum<?> name) {
    String group = name.getDeclaringClass().getName();
    return Optional.ofNullable(counters.getGroup(group).findCounter(name.name(), false));
  }

  private static void submit(Job job) throws IOException, InterruptedException {
    Staging.tag(job);
    if (!Environment.isLocal(job.getConfiguration())) {
      Engine.refuseMemory(job.getConfiguration());
    }
    try {
      job.submit();
    } catch (IllegalArgumentException | FileNotFoundException e) {
      // more maps than mapreduce.job.max.map, say, or no file of mapreduce.job.cache.files
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "job '" + job.getJobName() + "' cannot be submitted: " + e.getMessage(),
          e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the job's own classes are in its jar", e);
    }
  }

  private static void kill(Job job, Console console) {
    try {
      if (!job.isComplete()) {
        console.say("interrupted: killing job '%s'", job.getJobName());
        job.killJob();
      }
    } catch (IOException e) {
      console.say("the job %s was not killed: %s", job.getJobID(), e.getMessage());
    }
  }
}
