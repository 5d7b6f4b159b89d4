// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * Commits staged output as Hadoop's own committer does, but an ApplicationMaster that ends never
 * takes committed rows with it.
 *
 * <p>Hadoop 3.5.0 aborts the output whenever a master is told to end (MAPREDUCE-7351), also where a
 * second one is to go on: that one finds no output to recover, warns, and succeeds without the
 * rows. Here an abort deletes nothing, since the driver drops its staging; and a task whose output
 * is gone is not recovered but run again. Nor does a task sleep a second before it may commit.
 */
public class StagedCommitter extends FileOutputCommitter {

  private CommitWait wait;

  public StagedCommitter(Path output, TaskAttemptContext context) throws IOException {
    super(output, context);
  }

  @Override
  public boolean needsTaskCommit(TaskAttemptContext context) throws IOException {
    boolean needed = super.needsTaskCommit(context);
    wait = needed ? CommitWait.begin() : null;
    return needed;
  }

  @Override
  public void commitTask(TaskAttemptContext context) throws IOException {
    if (wait != null) {
      wait.end();
    }
    super.commitTask(context);
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
      return new StagedCommitter(output, context);
    }
  }
}
