// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.MiniCluster;
import deviceid.StoredInput;
import deviceid.cli.Console;
import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.generate.GenerateDeviceIds;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.run.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/**
 * A program's job on a mini cluster with a fault planted in it: in, the job and the fault; out,
 * which attempts were struck, how each ended, and what the job counted and wrote. All its files lie
 * in one folder of HDFS.
 */
final class FaultyJob {

  static final long SEED = 42;

  private final MiniCluster cluster;
  private final Job job;
  private final Path folder;

  private FaultyJob(MiniCluster cluster, Job job, Path folder, Fault fault) {
    this.cluster = cluster;
    this.job = job;
    this.folder = folder;
    fault.plant(job.getConfiguration(), marks());
  }

  /** A job that generates rows 0 to {@code ids - 1} in {@code lines} maps. */
  static FaultyJob generate(MiniCluster cluster, String name, int ids, int lines, Fault fault)
      throws IOException {
    Path folder = new Path("/" + name);
    Path control = new Path(folder, "control.txt");
    GenerationPlan plan = GenerationPlan.of(ids, lines);
    write(cluster, control, ControlFile.write(plan));
    Job job = GenerateDeviceIds.createJob(settings(cluster), control, output(folder), plan, SEED);
    job.setMapperClass(FaultyMapper.class);
    return new FaultyJob(cluster, job, folder, fault);
  }

  /** A job that counts stored rows in maps of {@code splitBytes} each. */
  static FaultyJob count(
      MiniCluster cluster, String name, String rows, long splitBytes, Fault fault)
      throws Exception {
    Path folder = new Path("/" + name);
    Path input = new Path(folder, "input");
    write(cluster, input, rows);
    Configuration conf = settings(cluster);
    conf.setLong(FileInputFormat.SPLIT_MAXSIZE, splitBytes);
    Job job =
        CountByFirstCharacter.createJob(
            conf,
            "count " + name,
            StoredInput.find(input.toString(), conf),
            CountSettings.DEFAULT,
            output(folder));
    return new FaultyJob(cluster, job, folder, fault);
  }

  FaultyJob with(String setting, String value) {
    job.getConfiguration().set(setting, value);
    return this;
  }

  FaultyJob submit() throws Exception {
    job.submit();
    return this;
  }

  /** Waits until an attempt is struck, and names it. */
  TaskAttemptID awaitStruck() throws Exception {
    await("an attempt is struck", () -> !struck().isEmpty());
    return struck().iterator().next();
  }

  /** Lets held attempts go on. */
  void letGo() throws IOException {
    cluster.hdfs().create(Fault.go(marks()), false).close();
  }

  /** Waits for the job's success. */
  FaultyJob succeed() throws Exception {
    await("the job ends", job::isComplete);
    assertThat(job.isSuccessful()).as("the job succeeds").isTrue();
    return this;
  }

  Job job() {
    return job;
  }

  Set<TaskAttemptID> struck() throws IOException {
    return marked(cluster, marks());
  }

  /** Attempts whose last word is {@code status}. */
  Set<TaskAttemptID> ended(TaskCompletionEvent.Status status) throws Exception {
    return Arrays.stream(job.getTaskCompletionEvents(0, 1000))
        .filter(event -> event.getStatus() == status)
        .map(TaskCompletionEvent::getTaskAttemptId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String diagnostics(TaskAttemptID attempt) throws Exception {
    return String.join("\n", job.getTaskDiagnostics(attempt));
  }

  /** The value of a counter so far; an ApplicationMaster that has just begun has none. */
  long count(Enum<?> name) throws IOException {
    Counters counters = job.getCounters();
    return counters == null ? 0 : counters.findCounter(name).getValue();
  }

  /** Where the job writes. */
  Path output() {
    return output(folder);
  }

  /** What it wrote. */
  String written() throws IOException {
    return cluster.parts(output().toString());
  }

  static Set<TaskAttemptID> marked(MiniCluster cluster, Path marks) throws IOException {
    Set<TaskAttemptID> struck = new TreeSet<>();
    if (cluster.hdfs().exists(marks)) {
      for (FileStatus mark : cluster.hdfs().listStatus(marks)) {
        if (!mark.getPath().equals(cluster.hdfs().makeQualified(Fault.go(marks)))) {
          struck.add(TaskAttemptID.forName(mark.getPath().getName()));
        }
      }
    }
    return struck;
  }

  static void write(MiniCluster cluster, Path file, String text) throws IOException {
    try (OutputStream out = cluster.hdfs().create(file, true)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Waits for what must come about, for five minutes: an age even on a busy machine. */
  static void await(String what, Callable<Boolean> seen) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!seen.call()) {
      assertThat(System.nanoTime()).as("within five minutes: %s", what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private Path marks() {
    return new Path(folder, "marks");
  }

  private static Path output(Path folder) {
    return new Path(folder, "output");
  }

  private static Configuration settings(MiniCluster cluster) throws IOException {
    Configuration conf = cluster.client();
    Engine.prepare(conf, false, new Console(System.out, System.err, false));
    conf.setBoolean(MRJobConfig.MAP_SPECULATIVE, false); // it would double held attempts
    return conf;
  }
}
