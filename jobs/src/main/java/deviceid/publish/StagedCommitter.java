// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * Commits staged output as Hadoop's own committer does, and keeps committed rows when an
 * ApplicationMaster ends.
 *
 * <p>Hadoop 3.5.0 aborts the output whenever a master is told to end (MAPREDUCE-7351), also where a
 * second one is to go on: that one finds no output to recover, warns, and succeeds without the
 * rows. Here an abort deletes nothing, since the driver drops its staging; and a task whose output
 * is gone is not recovered but run again.
 *
 * <p>Hadoop asks the committer at the end of every task. On the local runner, whose tasks are
 * threads of this process, that shows the driver when the last map ended; nothing else tells it.
 */
public class StagedCommitter extends FileOutputCommitter {

  /** By the text of their IDs, which the old and the new API have as different classes. */
  private static final Map<String, MapEnds> LOCAL_JOBS = new ConcurrentHashMap<>();

  /**
   * Maps of a job that have ended.
   *
   * @param lastNanos when the last of them did, by {@link System#nanoTime}
   */
  public record MapEnds(int count, long lastNanos) {

    private MapEnds next(long nanos) {
      return new MapEnds(count + 1, Math.max(lastNanos, nanos));
    }
  }

  public StagedCommitter(Path output, TaskAttemptContext context) throws IOException {
    super(output, context);
  }

  @Override
  public boolean needsTaskCommit(TaskAttemptContext context) throws IOException {
    if (Staging.isLocal(context.getConfiguration())
        && context.getTaskAttemptID().getTaskType() == TaskType.MAP) {
      long now = System.nanoTime();
      LOCAL_JOBS.compute(
          context.getJobID().toString(),
          (job, ends) -> ends == null ? new MapEnds(1, now) : ends.next(now));
    }
    return super.needsTaskCommit(context);
  }

  /** The maps of a job on the local runner that have ended so far; empty if none is known to. */
  public static Optional<MapEnds> localMapEnds(JobID job) {
    return Optional.ofNullable(LOCAL_JOBS.get(job.toString()));
  }

  /** Forgets a job that is over. */
  public static void forget(JobID job) {
    LOCAL_JOBS.remove(job.toString());
  }

  @Override
  public void abortJob(JobContext context, JobStatus.State state) {}

  @Override
  public void recoverTask(TaskAttemptContext context) throws IOException {
    super.recoverTask(context);
    Path recovered = getCommittedTaskPath(context);
    if (!recovered.getFileSystem(context.getConfiguration()).exists(recovered)) {
      throw new FileNotFoundException("nothing to recover of " + context.getTaskAttemptID());
    }
  }

  /** Hadoop takes its name from {@link #COMMITTER_FACTORY_CLASS}. */
  public static final class Factory extends PathOutputCommitterFactory {

    @Override
    public PathOutputCommitter createOutputCommitter(Path output, TaskAttemptContext context)
        throws IOException {
      if (output == null || !ObjectStore.holds(output)) {
        return new StagedCommitter(output, context);
      }
      Configuration conf = context.getConfiguration();
      conf.setBoolean(SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, false); // it would come before the checks
      return ObjectStore.committers(conf).createOutputCommitter(output, context);
    }
  }
}
