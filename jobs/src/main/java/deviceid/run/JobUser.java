// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.record.Environment;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.nativeio.NativeIO;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** As whom a job works on its files: as the user who submits it, wherever it runs. */
final class JobUser {

  private static final String MASTERS_USER = MRJobConfig.MR_AM_ENV + ".HADOOP_USER_NAME";

  private JobUser() {}

  /** Settles it for the jobs of a program. */
  static void prepare(Configuration conf) throws IOException {
    if (UserGroupInformation.isSecurityEnabled()) {
      if (Environment.isLocal(conf)) {
        // who may renew a job's tokens: Hadoop wants a name, though nobody does here
        conf.setIfUnset(
            YarnConfiguration.RM_PRINCIPAL, UserGroupInformation.getCurrentUser().getUserName());
      }
    } else if (!Environment.isLocal(conf)) {
      // from JDK 24 on a new thread does not inherit its user, and the master's own threads would
      // make outputs as the user of the NodeManager
      conf.setIfUnset(MASTERS_USER, UserGroupInformation.getCurrentUser().getShortUserName());
    }
  }

  /**
   * Refuses a job that the local runner could not end: with Kerberos, Hadoop shuffles through its
   * native library alone, which sees whose a file is.
   */
  static void refuseShuffle(Job job) {
    if (UserGroupInformation.isSecurityEnabled()
        && job.getNumReduceTasks() > 0
        && !NativeIO.isAvailable()) {
      throw new ProgramException(
          ExitCode.NOT_READY,
          "with Kerberos a job with reduce tasks needs Hadoop's native library in this process; run"
              + " it on YARN, or by a hadoop command of which 'hadoop checknative' finds it");
    }
  }
}
