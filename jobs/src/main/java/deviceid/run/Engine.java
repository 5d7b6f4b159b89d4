// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ProgramException;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Finding.Verdict;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.record.EffectiveSettings;
import deviceid.record.Environment;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.LocalJobRunner;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The engine that a configuration names, and how it is set up for the suite's jobs. */
public final class Engine {

  /** Local files have blocks of 32 MB and no locality: a map for each would only cost its start. */
  private static final int LOCAL_SPLIT_BYTES = 128 << 20;

  private static final int MOST_LOCAL_SPLIT_BYTES = 2 * LOCAL_SPLIT_BYTES;

  /** Below it a job's containers take longer to start than its rows to read, one after another. */
  private static final long ROWS_OF_A_SMALL_JOB = 1_000_000;

  private static final String ROWS = "deviceid.run.rows";
  private static final String MASTERS_USER = MRJobConfig.MR_AM_ENV + ".HADOOP_USER_NAME";
  private static final String S3A_STREAM = "fs.s3a.input.stream.type";

  private static final List<String> TASK_OPTIONS =
      List.of(MRJobConfig.MAPRED_MAP_ADMIN_JAVA_OPTS, MRJobConfig.MAPRED_REDUCE_ADMIN_JAVA_OPTS);

  private static final List<String> CONTAINERS =
      List.of(MRJobConfig.MR_AM_VMEM_MB, MRJobConfig.MAP_MEMORY_MB, MRJobConfig.REDUCE_MEMORY_MB);

  private Engine() {}

  /**
   * Sets what the suite's jobs need, only where the user has not: all cores and larger splits on
   * the local runner, a sort buffer of their size; and settles the settings that the jobs own.
   *
   * @param acceptLoss let the user's own lossy settings be
   * @throws ProgramException if the command line asks for one that is not accepted
   */
  public static void prepare(Configuration conf, boolean acceptLoss, Console console)
      throws IOException {
    settleUser(conf);
    if (Environment.isLocal(conf)) {
      setUnlessGiven(conf, LocalJobRunner.LOCAL_MAX_MAPS, processors());
      setUnlessGiven(conf, LocalJobRunner.LOCAL_MAX_REDUCES, processors());
      if (!EffectiveSettings.isGiven(conf, FileInputFormat.SPLIT_MAXSIZE)) {
        setUnlessGiven(conf, FileInputFormat.SPLIT_MINSIZE, LOCAL_SPLIT_BYTES);
      }
    }
    if (Environment.isLocal(conf) && conf.getBoolean(MRJobConfig.MAP_OUTPUT_COMPRESS, false)) {
      new JobConf(conf).getMapOutputCompressorClass(DefaultCodec.class); // throws if there is none
    }
    setUnlessGiven(conf, MRJobConfig.IO_SORT_MB, 16);
    if (!EffectiveSettings.isGiven(conf, S3A_STREAM)) {
      conf.set(S3A_STREAM, "classic"); // others keep what they read: a second run would time memory
    }
    OwnedSettings.settle(conf, acceptLoss, console);
  }

  /** Has a job work on its files as the user who submits it, wherever it runs. */
  static void settleUser(Configuration conf) throws IOException {
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
   * Lets YARN run a job of fewer than a million rows inside its ApplicationMaster, unless the user
   * has said whether it may. Decided by rows: Hadoop judges by bytes of input, and a control file
   * for a billion rows has a few dozen.
   */
  public static void allowUberIfSmall(Job job, long rows) {
    job.getConfiguration().setLong(ROWS, rows);
    allowUberIfAboutSmall(job, rows);
  }

  /** The same where rows are known to their order of magnitude, which is not shown to anyone. */
  public static void allowUberIfAboutSmall(Job job, long rows) {
    Configuration conf = job.getConfiguration();
    if (rows < ROWS_OF_A_SMALL_JOB
        && !EffectiveSettings.isGiven(conf, MRJobConfig.JOB_UBERTASK_ENABLE)) {
      conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, true);
    }
  }

  /**
   * Refuses containers that the user asks for and no node can give: YARN takes such a job, and
   * fails it after its master has started.
   */
  static void refuseMemory(Configuration conf) {
    if (CONTAINERS.stream().anyMatch(name -> EffectiveSettings.isFromCommandLine(conf, name))) {
      SchedulerChecks.of(conf).stream()
          .filter(finding -> finding.topic() == CheckName.CONTAINER_MEMORY)
          .filter(finding -> finding.verdict() == Verdict.FAIL)
          .findFirst()
          .ifPresent(
              finding -> {
                throw ProgramException.wrongUse(finding.toString());
              });
    }
  }

  /** Rows that a job will read or make; 0 if they are not known. */
  static long rows(Job job) {
    return job.getConfiguration().getLong(ROWS, 0);
  }

  /** Gives a job that shuffles all of its input a larger sort buffer, unless the user gave one. */
  public static void sortBuffer(Job job, int megabytes) {
    if (isPrepared(job, MRJobConfig.IO_SORT_MB)) {
      job.getConfiguration().setInt(MRJobConfig.IO_SORT_MB, megabytes);
    }
  }

  /**
   * Sets splits so that the local runner reads these bytes with one map task a core, if splits stay
   * below 256 MB: each map task costs its start. A split size that the user set is kept.
   */
  public static void split(Job job, long bytes) {
    if (isPrepared(job, FileInputFormat.SPLIT_MINSIZE)) {
      long even = Math.min(bytes / processors(), MOST_LOCAL_SPLIT_BYTES);
      FileInputFormat.setMinInputSplitSize(job, Math.max(even, LOCAL_SPLIT_BYTES));
    }
  }

  /**
   * Lets a job's containers do with the quick compiler alone: a task that hashes nothing has read
   * its split before the better code pays for its making. The user's {@code
   * mapreduce.map.java.opts} come after this and overrule it.
   */
  public static void compileQuickly(Job job) {
    Configuration conf = job.getConfiguration();
    if (!Environment.isLocal(conf)) {
      for (String name : TASK_OPTIONS) {
        String options = conf.get(name, MRJobConfig.DEFAULT_MAPRED_ADMIN_JAVA_OPTS);
        conf.set(name, options + " -XX:TieredStopAtLevel=1");
      }
    }
  }

  /** Whether a job has a setting from {@link #prepare}. */
  private static boolean isPrepared(Job job, String name) {
    return EffectiveSettings.lastSource(job.getConfiguration(), name).equals("programmatically");
  }

  /**
   * Maps that the engine can run at once: on YARN the sum over its running nodes of min(vcores,
   * memory / memory of a map), on the local runner the processors.
   */
  public static int findMapsAtOnce(Configuration conf, Console console) throws IOException {
    if (Environment.isLocal(conf)) {
      return processors();
    }
    int mapMemory = new JobConf(conf).getMemoryRequired(TaskType.MAP);
    long byMemory = 0;
    long vcores = 0;
    long both = 0;
    for (NodeReport node : SchedulerState.findRunningNodes(conf)) {
      long fit = node.getCapability().getMemorySize() / mapMemory;
      byMemory += fit;
      vcores += node.getCapability().getVirtualCores();
      both += Math.min(fit, node.getCapability().getVirtualCores());
    }
    console.say(
        "cores: %d vcores, memory for %d maps of %d MB: %d maps at once",
        vcores, byMemory, mapMemory, both);
    return (int) Math.max(1, both);
  }

  /** Nodes that run tasks: this machine on the local runner. */
  public static int findNodes(Configuration conf) throws IOException {
    return Environment.isLocal(conf)
        ? 1
        : Math.max(1, SchedulerState.findRunningNodes(conf).size());
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static void setUnlessGiven(Configuration conf, String name, int value) {
    if (!EffectiveSettings.isGiven(conf, name)) {
      conf.setInt(name, value);
    }
  }
}
