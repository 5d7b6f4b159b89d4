// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Patience;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;

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
      return found;
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

  private static JobRecord ask(JobID id, Configuration conf)
      throws IOException, InterruptedException {
    Cluster cluster = new Cluster(conf);
    try {
      Job job = cluster.getJob(id);
      return job == null ? null : new RecordedJob(job).asFound();
    } finally {
      cluster.close();
    }
  }
}
