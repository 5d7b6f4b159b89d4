// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.Secrets;
import deviceid.cluster.SchedulerState;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WhyUnreachable;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.mapreduce.v2.util.MRWebAppUtil;

/** Makes the record of a job: in, the job as Hadoop's client has it; out, all that it reports. */
public final class RecordedJob {

  private final Job job;
  private final Configuration conf;
  private Instant submitted = Instant.now();
  private Instant returned = submitted;
  private List<Setting> settings;

  /**
   * @param job not yet submitted
   */
  public RecordedJob(Job job) {
    this.job = job;
    this.conf = job.getConfiguration();
    this.settings = EffectiveSettings.of(conf);
  }

  /** Names of the job's settings with a secret in their value. */
  public List<String> secrets() {
    return settings.stream()
        .filter(setting -> setting.value().contains(Secrets.HIDDEN))
        .map(Setting::name)
        .toList();
  }

  /**
   * Finds a job that another process started. For a running job it asks the ApplicationMaster, for
   * an ended one the history server.
   *
   * @throws ProgramException if the cluster knows no such job, or cannot be asked in time
   */
  public static JobRecord find(JobID id, Configuration conf) {
    try {
      JobRecord found = Timeouts.of(conf).within(() -> ask(id, Timeouts.hurried(conf)));
      if (found == null) {
        throw ProgramException.wrongUse(unknown(id, Timeouts.hurried(conf)));
      }
      return found.state().equals("RUNNING") ? found : withHistory(found, id, conf);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Unknown Job")) {
        throw ProgramException.wrongUse(unknown(id, Timeouts.hurried(conf)));
      }
      throw new ProgramException(
          ExitCode.NOT_READY,
          "the counters of "
              + id
              + " are not available: "
              + ProgramException.firstLine(e)
              + (WhyUnreachable.of(e) == WhyUnreachable.SILENT
                  ? "; give it more time with -Ddeviceid.timeout.answer=60s"
                  : "; start the history server at "
                      + conf.get(
                          JHAdminConfig.MR_HISTORY_ADDRESS,
                          JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS)
                      + " (mapred --daemon start historyserver)")
              + ", or name the record of its run",
          e);
    }
  }

  /** The history server alone was asked: YARN may remember a job whose file is gone. */
  private static String unknown(JobID id, Configuration conf) {
    try {
      return "YARN ran "
          + id
          + " ("
          + SchedulerState.findApplication(id, conf).getFinalApplicationStatus()
          + "), but the history server has no file of it: it was removed, or is not yet moved";
    } catch (IOException e) {
      return "the cluster has no job " + id;
    }
  }

  /** With what the history server's pages add to its answer; without, where they cannot be had. */
  private static JobRecord withHistory(JobRecord job, JobID id, Configuration conf) {
    String server = MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    try {
      JobHistory history = history(id, conf);
      return job.with(
          new Phases(history.wallNanos(), history.phases()),
          Timeouts.of(conf).within(() -> JobHistory.settings(id, server, conf)),
          history.attempts());
    } catch (IOException | IllegalArgumentException e) { // no pages, or clocks that disagree
      return job;
    }
  }

  private static JobHistory history(JobID id, Configuration conf) throws IOException {
    String server = MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    return Timeouts.of(conf).within(() -> JobHistory.of(id, server, Timeouts.of(conf)));
  }

  private static JobRecord ask(JobID id, Configuration conf)
      throws IOException, InterruptedException {
    Cluster cluster = new Cluster(conf);
    try {
      Job job = cluster.getJob(id);
      return job == null ? null : new RecordedJob(job).asFound(conf);
    } finally {
      cluster.close();
    }
  }

  /** A job that has just been submitted; cheap, since it runs meanwhile. */
  public JobRecord submitted() {
    returned = Instant.now();
    return record("RUNNING", page(job.getTrackingURL()), Optional.empty(), null, List.of());
  }

  /**
   * A job that has ended, with what its history tells, once and in bounded time.
   *
   * @param phases what the client knows of them
   * @param counters null where there are none
   */
  public JobRecord ended(Phases phases, Counters counters)
      throws IOException, InterruptedException {
    settings = EffectiveSettings.of(conf); // submitting added some
    Phases all = phases;
    List<Attempt> attempts = List.of();
    if (!Environment.isLocal(conf)) {
      try {
        JobHistory history = history(job.getJobID(), conf);
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
  private JobRecord asFound(Configuration asked) throws IOException, InterruptedException {
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
  public static String countersPage(Job job) {
    Configuration conf = job.getConfiguration();
    String server = MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    // the stock address binds every interface, and leads nowhere from another machine
    return "http://"
        + (server.startsWith("0.0.0.0:") ? host(job) + server.substring(7) : server)
        + "/jobhistory/jobcounters/"
        + job.getJobID();
  }

  /**
   * Where the job's own page is: the ResourceManager's proxy, beside which the history often is.
   */
  private static String host(Job job) {
    String host = URI.create(String.valueOf(job.getTrackingURL())).getHost();
    return host == null ? "localhost" : host;
  }

  private String page(String page) {
    return Environment.isLocal(conf) ? "" : page; // there it would be http://localhost:8080/
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
        counters == null ? List.of() : CounterValue.of(counters),
        attempts);
  }
}
