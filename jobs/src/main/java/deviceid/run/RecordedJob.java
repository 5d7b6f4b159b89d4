// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Secrets;
import deviceid.cluster.Patience;
import deviceid.run.JobRecord.Attempt;
import deviceid.run.JobRecord.CounterValue;
import deviceid.run.JobRecord.Setting;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.v2.util.MRWebAppUtil;

/** Makes the record of a job: in, the job as Hadoop's client has it; out, all that it tells. */
final class RecordedJob {

  private final Job job;
  private final Configuration conf;
  private Instant submitted = Instant.now();
  private Instant returned = submitted;
  private List<Setting> settings;

  /**
   * @param job not yet submitted
   */
  RecordedJob(Job job) {
    this.job = job;
    this.conf = job.getConfiguration();
    this.settings = EffectiveSettings.of(conf);
  }

  /** A job that has just been submitted; cheap, since it runs meanwhile. */
  JobRecord submitted() {
    returned = Instant.now();
    return record("RUNNING", page(job.getTrackingURL()), Optional.empty(), null, List.of());
  }

  /**
   * A job that has ended, with what its history tells, once and in bounded time.
   *
   * @param phases what the client knows of them
   * @param counters null where there are none
   */
  JobRecord ended(Phases phases, Counters counters) throws IOException, InterruptedException {
    settings = EffectiveSettings.of(conf); // submitting added some
    Phases all = phases;
    List<Attempt> attempts = List.of();
    if (!Engine.isLocal(conf)) {
      try {
        String server = MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
        JobHistory history = Patience.within(() -> JobHistory.of(job.getJobID(), server));
        all = phases.with(history.phases(), history.submitted(), returned);
        attempts = history.attempts();
      } catch (IOException e) {
        // the job itself is as it is; its history may be moved, or closed to us
      }
    }
    return record(
        job.getJobState().name(), page(countersPage(job)), Optional.of(all), counters, attempts);
  }

  /**
   * A job that another process submitted, as the client alone has it.
   *
   * @param asked names the engine, which the client's copy of the job does not
   */
  JobRecord asFound(Configuration asked) throws IOException, InterruptedException {
    conf.set(MRConfig.FRAMEWORK_NAME, asked.get(MRConfig.FRAMEWORK_NAME));
    submitted = Instant.ofEpochMilli(job.getStartTime());
    return record(
        job.getJobState().name(),
        job.isComplete() ? countersPage(job) : job.getTrackingURL(),
        Optional.empty(),
        job.getCounters(),
        List.of());
  }

  /** The page of a job's counters at the history server. */
  static String countersPage(Job job) {
    return "http://"
        + MRWebAppUtil.getJHSWebappURLWithoutScheme(job.getConfiguration())
        + "/jobhistory/jobcounters/"
        + job.getJobID();
  }

  private String page(String page) {
    return Engine.isLocal(conf) ? "" : page; // there it would be http://localhost:8080/
  }

  private JobRecord record(
      String state,
      String page,
      Optional<Phases> phases,
      Counters counters,
      List<Attempt> attempts) {
    return new JobRecord(
        Secrets.hide(job.getJobName()),
        job.getJobID().toString(),
        conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME),
        state,
        page,
        submitted,
        phases,
        settings,
        counters == null ? List.of() : values(counters),
        attempts);
  }

  private static List<CounterValue> values(Counters counters) {
    List<CounterValue> values = new ArrayList<>();
    for (CounterGroup group : counters) {
      for (Counter counter : group) {
        values.add(
            new CounterValue(
                group.getName(),
                counter.getName(),
                group.getDisplayName(),
                counter.getDisplayName(),
                counter.getValue()));
      }
    }
    return values;
  }
}
