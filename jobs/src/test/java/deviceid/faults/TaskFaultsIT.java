// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static deviceid.faults.FaultyJob.await;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.MiniCluster;
import deviceid.Run;
import deviceid.faults.Fault.Kind;
import deviceid.faults.Fault.Moment;
import deviceid.rows.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobCounter;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskCompletionEvent.Status;
import org.apache.hadoop.mapreduce.TaskReport;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.TypeConverter;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attempts and ApplicationMasters that fail, die, hang or are killed: the rows are the same. */
class TaskFaultsIT {

  private static final int IDS = 100_000;
  private static final String REFERENCE = Dataset.rows(FaultyJob.SEED, IDS);

  /** Faults of which every task's first attempt meets one. */
  private static final List<Fault> FIRST_ATTEMPTS =
      List.of(
          new Fault(Moment.FIRST_ROW, Kind.THROW),
          new Fault(Moment.MIDDLE, Kind.THROW),
          new Fault(Moment.CLEANUP, Kind.THROW),
          new Fault(Moment.BEFORE_COMMIT, Kind.THROW),
          new Fault(Moment.AFTER_COMMIT, Kind.THROW),
          new Fault(Moment.MIDDLE, Kind.EXIT),
          new Fault(Moment.AFTER_COMMIT, Kind.HALT));

  private static MiniCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
  }

  /** All at once: most of a small job's time is waiting. */
  @TestFactory
  Stream<DynamicTest> aFailedAttemptsRetryGivesTheSameRows() throws Exception {
    List<DynamicTest> retries = new ArrayList<>();
    for (Fault fault : FIRST_ATTEMPTS) {
      String name = fault.moment() + "-" + fault.kind();
      FaultyJob job = generate(name, maps(fault), fault).submit();
      retries.add(DynamicTest.dynamicTest(name, () -> requireTheSameRows(fault, job.succeed())));
    }
    return retries.stream();
  }

  /** Two where a part is committed twice, since its order among others is at stake; else one. */
  private static int maps(Fault fault) {
    return fault.moment() == Moment.AFTER_COMMIT ? 2 : 1;
  }

  private static void requireTheSameRows(Fault fault, FaultyJob job) throws Exception {
    Trial trial = new Trial("first attempts: " + fault.kind() + " at " + fault.moment());
    trial.fired("attempts struck", job.struck().size(), maps(fault));
    trial.fired("failed maps", job.count(JobCounter.NUM_FAILED_MAPS), maps(fault));
    trial.fired("the failed are the struck", job.ended(Status.FAILED).equals(job.struck()));
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  @Test
  void aKilledAttemptIsRepeated() throws Exception {
    FaultyJob job = generate("killed", 2, new Fault(Moment.MIDDLE, Kind.HOLD).inTasks(0)).submit();
    TaskAttemptID running = job.awaitStruck();
    job.job().killTask(running);
    job.succeed();

    Trial trial = new Trial("attempt killed while it writes");
    trial.fired("killed maps", job.count(JobCounter.NUM_KILLED_MAPS), 1);
    trial.fired("the killed is the struck", job.ended(Status.KILLED).equals(Set.of(running)));
    assertThat(job.count(JobCounter.NUM_FAILED_MAPS)).isZero();
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  @Tag("sweep")
  @Test
  void aHungAttemptIsTimedOutAndRepeated() throws Exception {
    FaultyJob job =
        generate("hung", 2, new Fault(Moment.MIDDLE, Kind.HANG).inTasks(0))
            .with(MRJobConfig.TASK_TIMEOUT, "12000")
            .with(MRJobConfig.TASK_TIMEOUT_CHECK_INTERVAL_MS, "500") // else 30 s
            // on a busy machine a sound attempt may take as long to start, and is repeated too
            .with(MRJobConfig.MAP_MAX_ATTEMPTS, "20")
            .submit()
            .succeed();

    Trial trial = new Trial("attempt hangs");
    TaskAttemptID hung = job.awaitStruck();
    trial.fired("the struck failed", job.ended(Status.FAILED).contains(hung));
    trial.fired("taskTimedOut: true", job.diagnostics(hung).contains("taskTimedOut: true"));
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  /** Task 2 is held as well, so that the job does not end before the kill is counted. */
  @Tag("sweep")
  @Test
  void ofTwoAttemptsAtOnceOneIsPublished() throws Exception {
    FaultyJob job =
        generate("speculative", 3, new Fault(Moment.MIDDLE, Kind.HOLD).inTasks(0, 2))
            .with(MRJobConfig.MAP_SPECULATIVE, "true")
            // one duplicate: where it starts slowly, a second one would be wanted after 15 s
            .with(MRJobConfig.SPECULATIVE_RETRY_AFTER_SPECULATE, "600000")
            .with(MRJobConfig.MR_AM_TASK_ESTIMATOR, SlowFirstAttempt.class.getName())
            .submit();
    await("one of two attempts is killed", () -> job.count(JobCounter.NUM_KILLED_MAPS) == 1);
    job.letGo();
    job.succeed();

    Trial trial = new Trial("speculative duplicate");
    trial.fired("launched maps", job.count(JobCounter.TOTAL_LAUNCHED_MAPS), 3 + 1);
    trial.fired("killed maps", job.count(JobCounter.NUM_KILLED_MAPS), 1);
    trial.fired("the killed was struck", job.struck().containsAll(job.ended(Status.KILLED)));
    assertThat(job.count(JobCounter.NUM_FAILED_MAPS)).isZero();
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  @Tag("sweep")
  @Test
  void aSecondApplicationMasterKeepsTheMapsThatHadFinished() throws Exception {
    FaultyJob job =
        generate("am-killed", 3, new Fault(Moment.MIDDLE, Kind.HOLD).inTasks(2)).submit();
    TaskAttemptID running = job.awaitStruck();
    await("two of three maps finish", () -> job.ended(Status.SUCCEEDED).size() == 2);
    Set<TaskAttemptID> finished = job.ended(Status.SUCCEEDED);
    Map<String, Long> begun = starts(job, finished);
    failApplicationMaster(TypeConverter.toYarn(job.job().getJobID()).getAppId());
    job.succeed();

    Trial trial = new Trial("ApplicationMaster killed while maps run");
    trial.fired("ApplicationMasters", attempts(job), 2);
    trial.fired("the running map was repeated", !job.ended(Status.SUCCEEDED).contains(running));
    trial.fired("finished maps kept: 2", job.ended(Status.SUCCEEDED).containsAll(finished));
    trial.fired("with their first start", starts(job, finished).equals(begun));
    assertThat(job.count(Ids.IDS_GENERATED)).isEqualTo(IDS);
    trial.publishes(job.written(), REFERENCE);
  }

  @Tag("sweep")
  @ParameterizedTest
  @EnumSource(names = {"THROW", "HALT"})
  void aProgramWhoseAttemptsAllFailLeavesNothingAndCanBeRunAgain(Kind kind) throws Exception {
    Path marks = new Path("/all-fail-marks-" + kind);
    Path parent = new Path("/all-fail-" + kind);
    cluster.hdfs().mkdirs(parent);
    List<String> plain =
        new ArrayList<>(List.of("generate", parent + "/ids", "--ids", "" + IDS, "--cores", "1"));
    List<String> faulty = new ArrayList<>(plain);
    faulty.addAll(new Fault(Moment.BEFORE_COMMIT, kind).inEveryAttempt().arguments(marks));
    faulty.add("-Dmapreduce.map.maxattempts=2");

    Run failed = run(faulty);
    Trial trial = new Trial("every attempt: " + kind + " at BEFORE_COMMIT");
    trial.fired("attempts struck", FaultyJob.marked(cluster, marks).size(), 2);
    failed.exits(1);
    assertThat(failed.lastLine())
        .startsWith("FAIL: job 'generate 100k seed=42' failed: ")
        .contains(kind == Kind.THROW ? "planted failure of attempt_" : "exit code 3.");
    trial.leavesNothing(cluster.names(parent.toString()));

    plain.add(MiniCluster.INSIDE_MASTER);
    Run again = run(plain);
    again.succeeds();
    trial.publishes(cluster.parts(parent + "/ids"), REFERENCE);
  }

  private static FaultyJob generate(String name, int lines, Fault fault) throws Exception {
    return FaultyJob.generate(cluster, name, IDS, lines, fault);
  }

  private static Run run(List<String> arguments) {
    return cluster.run(arguments.toArray(String[]::new));
  }

  /** When the tasks of these attempts began. */
  private static Map<String, Long> starts(FaultyJob job, Set<TaskAttemptID> attempts)
      throws Exception {
    Map<String, Long> starts = new TreeMap<>();
    for (TaskReport task : job.job().getTaskReports(TaskType.MAP)) {
      if (attempts.stream().anyMatch(attempt -> attempt.getTaskID().equals(task.getTaskID()))) {
        starts.put(task.getTaskId(), task.getStartTime());
      }
    }
    return starts;
  }

  private static void failApplicationMaster(ApplicationId application) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(cluster.client());
      yarn.start();
      yarn.failApplicationAttempt(ApplicationAttemptId.newInstance(application, 1));
    }
  }

  private static long attempts(FaultyJob job) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(cluster.client());
      yarn.start();
      return yarn.getApplicationAttempts(TypeConverter.toYarn(job.job().getJobID()).getAppId())
          .size();
    }
  }
}
