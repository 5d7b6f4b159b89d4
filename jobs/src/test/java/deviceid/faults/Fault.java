// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * What goes wrong in a job's map attempts, and when. It is planted in the job's configuration and
 * strikes in the attempts themselves: of each task the first that comes to its moment, unless said
 * otherwise. An attempt that is struck first leaves a file of its name among the marks.
 *
 * @param tasks the tasks that are struck, or none for all of them
 * @param attempts how many attempts of each
 */
public record Fault(Moment moment, Kind kind, List<Integer> tasks, int attempts) {

  /** Where in an attempt's life. Rows of a map that generates; the rest in any map. */
  public enum Moment {
    SETUP,
    FIRST_ROW,
    MIDDLE,
    /** All rows are written and counted, the file is not closed. */
    CLEANUP,
    BEFORE_COMMIT,
    /** The output is committed and the ApplicationMaster does not know. */
    AFTER_COMMIT
  }

  /** What happens. */
  public enum Kind {
    THROW {
      @Override
      void strike(TaskAttemptContext context, Path go) throws IOException {
        throw new IOException("planted failure of " + context.getTaskAttemptID());
      }
    },
    /** With the status of success, which must not be taken for one. */
    EXIT {
      @Override
      void strike(TaskAttemptContext context, Path go) {
        System.exit(0);
      }
    },
    HALT {
      @Override
      void strike(TaskAttemptContext context, Path go) {
        Runtime.getRuntime().halt(3);
      }
    },
    /** Alive without progress. */
    HANG {
      @Override
      void strike(TaskAttemptContext context, Path go) throws InterruptedException {
        TimeUnit.MINUTES.sleep(10);
      }
    },
    /** Waits, with progress, to be killed or let go; goes on by itself after five minutes. */
    HOLD {
      @Override
      void strike(TaskAttemptContext context, Path go) throws IOException, InterruptedException {
        FileSystem fs = go.getFileSystem(context.getConfiguration());
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!fs.exists(go) && System.nanoTime() < end) {
          context.progress();
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    };

    abstract void strike(TaskAttemptContext context, Path go)
        throws IOException, InterruptedException;
  }

  private static final String MOMENT = "test.fault.moment";
  private static final String KIND = "test.fault.kind";
  private static final String TASKS = "test.fault.tasks";
  private static final String ATTEMPTS = "test.fault.attempts";
  private static final String MARKS = "test.fault.marks";

  /** In one attempt of every task. */
  public Fault(Moment moment, Kind kind) {
    this(moment, kind, List.of(), 1);
  }

  public Fault inTasks(Integer... numbers) {
    return new Fault(moment, kind, List.of(numbers), attempts);
  }

  public Fault inEveryAttempt() {
    return new Fault(moment, kind, tasks, Integer.MAX_VALUE);
  }

  /** Plants the fault; {@code marks} is the folder for the marks. */
  void plant(Configuration conf, Path marks) {
    conf.setEnum(MOMENT, moment);
    conf.setEnum(KIND, kind);
    conf.setStrings(TASKS, tasks.stream().map(String::valueOf).toArray(String[]::new));
    conf.setInt(ATTEMPTS, attempts);
    conf.set(MARKS, marks.toString());
    conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, false); // it repeats no task
    conf.setClass(
        PathOutputCommitterFactory.COMMITTER_FACTORY_CLASS,
        FaultyCommitterFactory.class,
        PathOutputCommitterFactory.class);
  }

  /** The same as arguments of a program; faults at rows need a mapper that programs don't have. */
  List<String> arguments(Path marks) {
    Configuration planted = new Configuration(false);
    plant(planted, marks);
    List<String> arguments = new ArrayList<>(List.of("--accept-loss")); // of another committer
    planted.forEach(entry -> arguments.add("-D" + entry.getKey() + "=" + entry.getValue()));
    return arguments;
  }

  /** The file that lets a held attempt go on. */
  static Path go(Path marks) {
    return new Path(marks, "_go");
  }

  /** Called by attempts at every moment; strikes if this is the one. */
  static void strike(Moment now, TaskAttemptContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    if (!now.name().equals(conf.get(MOMENT)) || !isMeant(context.getTaskAttemptID(), conf)) {
      return;
    }
    Path marks = new Path(conf.get(MARKS));
    FileSystem fs = marks.getFileSystem(conf);
    fs.create(new Path(marks, context.getTaskAttemptID().toString()), false).close();
    try {
      conf.getEnum(KIND, Kind.THROW).strike(context, go(marks));
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("struck attempt was interrupted").initCause(e);
    }
  }

  private static boolean isMeant(TaskAttemptID attempt, Configuration conf) throws IOException {
    int[] tasks = conf.getInts(TASKS);
    int number = attempt.getTaskID().getId();
    if (attempt.getTaskType() != TaskType.MAP
        || (tasks.length > 0 && Arrays.stream(tasks).noneMatch(task -> task == number))) {
      return false;
    }
    String others = attempt.toString().replaceFirst("[0-9]+$", "*");
    Path struck = new Path(conf.get(MARKS), others);
    return struck.getFileSystem(conf).globStatus(struck).length < conf.getInt(ATTEMPTS, 1);
  }
}
