// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.ProgramException;
import deviceid.cli.Secrets;
import deviceid.record.JobHistory.Task;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.jobhistory.JobHistoryParser;
import org.apache.hadoop.mapreduce.jobhistory.JobHistoryParser.JobInfo;
import org.apache.hadoop.mapreduce.jobhistory.JobHistoryParser.TaskAttemptInfo;
import org.apache.hadoop.mapreduce.jobhistory.JobHistoryParser.TaskInfo;

/**
 * Reads the history that a job on YARN leaves: in, its {@code .jhist} file, and the job's {@code
 * _conf.xml} if it is in the same folder; out, the record of the job. It asks no server, so the
 * file may come from another cluster.
 */
public final class HistoryFile {

  /** Ends the names of such files. */
  public static final String SUFFIX = ".jhist";

  private HistoryFile() {}

  /**
   * @throws ProgramException with exit code 2 if there is no such file, or it is not a job history
   *     file
   */
  public static JobRecord read(Path file, Configuration conf) throws IOException {
    FileSystem fs = file.getFileSystem(conf);
    JobInfo job = parse(file, fs);
    if (job.getJobId() == null) {
      throw ProgramException.wrongUse(file + " is cut off, or is not a job history file");
    }
    return record(job, settings(fs, new Path(file.getParent(), job.getJobId() + "_conf.xml")));
  }

  /** Without its job's ID where the file ends too early. */
  private static JobInfo parse(Path file, FileSystem fs) {
    try (FSDataInputStream in = fs.open(file)) {
      JobHistoryParser parser = new JobHistoryParser(in);
      JobInfo job = parser.parse();
      return parser.getParseException() == null ? job : new JobInfo();
    } catch (FileNotFoundException e) {
      throw ProgramException.wrongUse(file + " does not exist");
    } catch (IOException | RuntimeException e) { // Hadoop's parser throws what it meets
      throw ProgramException.wrongUse(
          file + " is not a job history file: " + ProgramException.firstLine(e));
    }
  }

  private static JobRecord record(JobInfo job, List<Setting> settings) {
    List<Task> tasks = new ArrayList<>();
    List<Attempt> attempts = new ArrayList<>();
    long shuffled = 0;
    for (TaskInfo task : job.getAllTasks().values()) {
      tasks.add(
          new Task(
              task.getTaskType() == TaskType.REDUCE, task.getStartTime(), task.getFinishTime()));
      for (TaskAttemptInfo attempt : task.getAllTaskAttempts().values()) {
        attempts.add(attempt(task, attempt));
        if (attempt.getAttemptId().equals(task.getSuccessfulAttemptId())) {
          shuffled = Math.max(shuffled, attempt.getShuffleFinishTime());
        }
      }
    }
    boolean ended = job.getFinishTime() > 0;
    Counters counters = job.getTotalCounters();
    return new JobRecord(
        Secrets.hide(job.getJobname()),
        job.getJobId().toString(),
        "yarn",
        ended ? job.getJobStatus() : "RUNNING",
        "",
        Instant.ofEpochMilli(job.getSubmitTime()),
        ended ? phases(job, tasks, shuffled) : Optional.empty(),
        settings,
        counters == null ? List.of() : CounterValue.of(counters),
        attempts);
  }

  /** Empty where the times of a job that failed or was killed do not make phases. */
  private static Optional<Phases> phases(JobInfo job, List<Task> tasks, long shuffled) {
    long submitted = job.getSubmitTime();
    long finished = job.getFinishTime();
    try {
      return Optional.of(
          new Phases(
              (finished - submitted) * JobHistory.NANOS_PER_MILLI,
              JobHistory.phasesBetween(submitted, finished, tasks, shuffled)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Attempt attempt(TaskInfo task, TaskAttemptInfo attempt) {
    return new Attempt(
        attempt.getAttemptId().toString(),
        task.getTaskType().name(),
        String.valueOf(attempt.getTaskStatus()),
        String.valueOf(attempt.getHostname()),
        attempt.getStartTime(),
        JobHistory.told(attempt.getShuffleFinishTime()),
        JobHistory.told(attempt.getFinishTime()));
  }

  private static List<Setting> settings(FileSystem fs, Path file) throws IOException {
    if (!fs.exists(file)) {
      return List.of();
    }
    Configuration job = new Configuration(false);
    EffectiveSettings settings = new EffectiveSettings();
    try (FSDataInputStream in = fs.open(file)) {
      job.addResource(in, file.getName());
      for (Map.Entry<String, String> setting : job) {
        String[] sources = job.getPropertySources(setting.getKey());
        settings.add(setting.getKey(), setting.getValue(), JobHistory.whoSet(List.of(sources)));
      }
    }
    return settings.byName();
  }
}
