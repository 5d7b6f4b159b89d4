// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.TaskAttemptContextImpl;
import org.apache.hadoop.mapred.TaskAttemptID;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task's way to its commit, and what a second ApplicationMaster finds of a first one's work. */
class StagedCommitterTest {

  private static final String TASK = "attempt_1_0001_m_000000_";

  @TempDir Path folder;

  @Test
  void aTaskCommittedUnderAMasterThatWasToldToEndIsRecovered() throws Exception {
    TaskAttemptContext first = attempt(1, TASK + 0);
    FileOutputCommitter committer = afterRows(first);
    committer.commitTask(first);
    committer.abortJob(first, JobStatus.State.KILLED); // as the master's shutdown hook does

    TaskAttemptContext second = attempt(2, TASK + 0);
    FileOutputCommitter successor = committer(second);
    successor.setupJob(second);
    successor.recoverTask(second);
    successor.commitJob(second);

    assertThat(folder.resolve("data/part-m-00000")).hasContent("rows");
    assertThat(Dataset.names(folder.resolve("data"))).containsExactly("_SUCCESS", "part-m-00000");
  }

  @Test
  void aTaskWhoseOutputIsGoneIsNotTakenForRecovered() throws Exception {
    TaskAttemptContext second = attempt(2, TASK + 0);
    FileOutputCommitter successor = committer(second);
    successor.setupJob(second);

    assertThatThrownBy(() -> successor.recoverTask(second))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing to recover of " + TASK + 0);
  }

  @Test
  void theDriverSeesWhenTheLastMapOfALocalJobEnded() throws Exception {
    TaskAttemptContext map = attempt(1, TASK + 0);
    TaskAttemptContext reduce = attempt(1, "attempt_1_0001_r_000000_0");
    long begun = System.nanoTime();
    assertThat(StagedCommitter.localMapEnds(map.getJobID())).isEmpty();

    committer(map).needsTaskCommit(map);
    committer(map).needsTaskCommit(map);
    long ended = System.nanoTime();
    committer(reduce).needsTaskCommit(reduce);

    StagedCommitter.MapEnds ends = StagedCommitter.localMapEnds(map.getJobID()).orElseThrow();
    assertThat(ends.count()).isEqualTo(2);
    assertThat(ends.lastNanos()).isBetween(begun, ended);
    StagedCommitter.forget(map.getJobID());
    assertThat(StagedCommitter.localMapEnds(map.getJobID())).isEmpty();
  }

  /** The committer of an attempt that has written its rows. */
  private FileOutputCommitter afterRows(TaskAttemptContext context) throws IOException {
    FileOutputCommitter committer = committer(context);
    committer.setupJob(context);
    Dataset.write(Path.of(committer.getWorkPath().toUri().getPath(), "part-m-00000"), "rows");
    return committer;
  }

  private FileOutputCommitter committer(TaskAttemptContext context) throws IOException {
    return (FileOutputCommitter)
        new StagedCommitter.Factory()
            .createOutputCommitter(
                new org.apache.hadoop.fs.Path(folder.toUri() + "/data"), context);
  }

  private static TaskAttemptContext attempt(int master, String id) {
    JobConf conf = new JobConf();
    conf.setInt(FileOutputCommitter.FILEOUTPUTCOMMITTER_ALGORITHM_VERSION, 1);
    conf.setInt(MRJobConfig.APPLICATION_ATTEMPT_ID, master);
    return new TaskAttemptContextImpl(conf, TaskAttemptID.forName(id));
  }
}
