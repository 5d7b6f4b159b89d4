// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a second ApplicationMaster finds of a first one's work. */
class StagedCommitterTest {

  private static final String TASK = "attempt_1_0001_m_000000_";

  @TempDir Path folder;

  @Test
  void aTaskCommittedUnderAMasterThatWasToldToEndIsRecovered() throws Exception {
    TaskAttemptContext first = attempt(1, TASK + 0);
    FileOutputCommitter committer = committer(first);
    committer.setupJob(first);
    Dataset.write(Path.of(committer.getWorkPath().toUri().getPath(), "part-m-00000"), "rows");
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

  private FileOutputCommitter committer(TaskAttemptContext context) throws IOException {
    return (FileOutputCommitter)
        new StagedCommitter.Factory()
            .createOutputCommitter(
                new org.apache.hadoop.fs.Path(folder.toUri() + "/data"), context);
  }

  private static TaskAttemptContext attempt(int master, String id) {
    Configuration conf = new Configuration();
    conf.setInt(FileOutputCommitter.FILEOUTPUTCOMMITTER_ALGORITHM_VERSION, 1);
    conf.setInt(MRJobConfig.APPLICATION_ATTEMPT_ID, master);
    return new TaskAttemptContextImpl(conf, TaskAttemptID.forName(id));
  }
}
