// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Patience;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.mapreduce.v2.util.MRWebAppUtil;

/**
 * A job that this process did not start: its record, as the cluster tells it. A running job's
 * ApplicationMaster answers, an ended one's history server.
 */
public final class ClusterJob {

  private ClusterJob() {}

  /**
   * @throws ProgramException if the cluster knows no such job, or cannot be asked in time
   */
  public static JobRecord find(JobID id, Configuration conf) {
    try {
      JobRecord found = Patience.within(() -> ask(id, Patience.hurried(conf)));
      if (found == null) {
        throw ProgramException.wrongUse("the cluster knows no job " + id);
      }
      return found.state().equals("RUNNING") ? found : withHistory(found, id, conf);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Unknown Job")) {
        throw ProgramException.wrongUse("the cluster knows no job " + id);
      }
      throw new ProgramException(
          ExitCode.NOT_READY,
          "the counters of "
              + id
              + " cannot be had: "
              + ProgramException.firstLine(e)
              + "; start the history server at "
              + conf.get(JHAdminConfig.MR_HISTORY_ADDRESS, JHAdminConfig.DEFAULT_MR_HISTORY_ADDRESS)
              + " (mapred --daemon start historyserver), or name the record of its run",
          e);
    }
  }

  /** With what the history server's pages add to its answer; without, where they cannot be had. */
  private static JobRecord withHistory(JobRecord job, JobID id, Configuration conf) {
    String server = MRWebAppUtil.getJHSWebappURLWithoutScheme(conf);
    try {
      JobHistory history = Patience.within(() -> JobHistory.of(id, server));
      return new JobRecord(
          job.name(),
          job.id(),
          job.engine(),
          job.state(),
          job.page(),
          job.submitted(),
          Optional.of(new Phases(history.wallNanos(), history.phases())),
          Patience.within(() -> JobHistory.settings(id, server, conf)),
          job.counters(),
          history.attempts());
    } catch (IOException | IllegalArgumentException e) { // no pages, or clocks that disagree
      return job;
    }
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
}
