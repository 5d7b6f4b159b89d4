// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.RowCount;
import deviceid.record.Environment;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.LocalJobRunner;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * Prints the plan of a job: in, the job as it would be submitted; out, its tasks. The splits come
 * from the job's own input format, and job submission makes one map task of each, so the plan and a
 * run cannot differ.
 */
public final class DryRun {

  /** Hadoop's own limits of a job that runs inside its ApplicationMaster. */
  private static final int UBER_MAPS = 9;

  private static final int UBER_REDUCES = 1;

  private final Job job;
  private final List<InputSplit> splits;

  private DryRun(Job job, List<InputSplit> splits) {
    this.job = job;
    this.splits = splits;
  }

  /**
   * Prints what a job would do, which is neither submitted nor changed.
   *
   * @param bytes what it would read or write, in words
   */
  public static void print(Job job, String bytes, Session session)
      throws IOException, InterruptedException {
    InputFormat<?, ?> format;
    try {
      format = ReflectionUtils.newInstance(job.getInputFormatClass(), job.getConfiguration());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the job's own classes are in its jar", e);
    }
    DryRun plan = new DryRun(job, List.copyOf(format.getSplits(job)));
    session.console().print("dry run       " + job.getJobName() + ": the job was not run");
    session.console().print("splits        " + plan.splits());
    session.console().print("map tasks     " + plan.maps(session));
    session.console().print("reduce tasks  " + RowCount.format(job.getNumReduceTasks()));
    if (!Environment.isLocal(job.getConfiguration())) {
      session.console().print("containers    " + plan.containers());
    }
    session.console().print("bytes         " + bytes);
  }

  private String splits() throws IOException, InterruptedException {
    long longest = 0;
    for (InputSplit split : splits) {
      longest = Math.max(longest, split.getLength());
    }
    return String.format(Locale.ROOT, "%,d, the longest %,d bytes", splits.size(), longest);
  }

  private String maps(Session session) throws IOException {
    Configuration conf = job.getConfiguration();
    int atOnce =
        Environment.isLocal(conf)
            ? conf.getInt(LocalJobRunner.LOCAL_MAX_MAPS, 1)
            : Engine.findMapsAtOnce(conf, session.console());
    int waves = (splits.size() + atOnce - 1) / Math.max(1, atOnce);
    return String.format(Locale.ROOT, "%,d, %,d at once: waves %,d", splits.size(), atOnce, waves);
  }

  /** A task may be tried again, and a small job may be run in the ApplicationMaster's container. */
  private String containers() {
    int each = splits.size() + job.getNumReduceTasks() + 1;
    Configuration conf = job.getConfiguration();
    boolean small =
        conf.getBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, false)
            && splits.size() <= conf.getInt(MRJobConfig.JOB_UBERTASK_MAXMAPS, UBER_MAPS)
            && job.getNumReduceTasks()
                <= conf.getInt(MRJobConfig.JOB_UBERTASK_MAXREDUCES, UBER_REDUCES);
    return String.format(
        Locale.ROOT,
        "%,d, a task each and the ApplicationMaster%s",
        each,
        small ? "; 1 if that runs the tasks itself (uber)" : "");
  }
}
