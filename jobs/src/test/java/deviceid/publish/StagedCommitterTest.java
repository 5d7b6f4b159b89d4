// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.MapTask;
import org.apache.hadoop.mapred.Task;
import org.apache.hadoop.mapred.TaskAttemptContextImpl;
import org.apache.hadoop.mapred.TaskAttemptID;
import org.apache.hadoop.mapred.TaskUmbilicalProtocol;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.util.Progress;
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

  /** Refused eight times, Hadoop's task would sleep for eight seconds. */
  @Test
  void aTaskIsWokenToAskAgainWhetherItMayCommit() throws Exception {
    TaskAttemptContext context = attempt(1, TASK + 0);
    FileOutputCommitter committer = afterRows(context);
    AtomicInteger asked = new AtomicInteger();
    long begun = System.nanoTime();

    assertThat(committer.needsTaskCommit(context)).isTrue();
    commitAsHadoopDoes(committer, context, () -> asked.incrementAndGet() > 8);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(Thread.interrupted()).isFalse();
    committer.commitJob(context);
    assertThat(folder.resolve("data/part-m-00000")).hasContent("rows");
  }

  @Test
  void noOtherSleepIsDisturbed() throws Exception {
    CommitWait wait = CommitWait.begin();

    Thread.sleep(100); // throws if it is interrupted
    wait.end();
  }

  /** The private part of a task that asks its master, sleeps, and asks again. */
  private static void commitAsHadoopDoes(
      OutputCommitter committer, TaskAttemptContext context, BooleanSupplier canCommit)
      throws ReflectiveOperationException {
    TaskUmbilicalProtocol master =
        (TaskUmbilicalProtocol)
            Proxy.newProxyInstance(
                Task.class.getClassLoader(),
                new Class<?>[] {TaskUmbilicalProtocol.class},
                (proxy, method, arguments) -> canCommit.getAsBoolean());
    Task task = new MapTask();
    Field contextOfTask = Task.class.getDeclaredField("taskContext");
    contextOfTask.setAccessible(true);
    contextOfTask.set(task, context);
    Class<?> reporter = Class.forName(Task.class.getName() + "$TaskReporter");
    Constructor<?> newReporter = reporter.getDeclaredConstructors()[0];
    newReporter.setAccessible(true);
    Method commit =
        Task.class.getDeclaredMethod(
            "commit", TaskUmbilicalProtocol.class, reporter, OutputCommitter.class);
    commit.setAccessible(true);
    commit.invoke(task, master, newReporter.newInstance(task, new Progress(), master), committer);
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
