// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static deviceid.MiniCluster.INSIDE_MASTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.record.JobRecord;
import deviceid.record.RunRecordReader;
import deviceid.rows.Ids;
import deviceid.rows.Work;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main flow on real HDFS and real containers, through the jar that users run. */
class MainFlowIT {

  /** Two files of 1.025 MB, a split each: the last row of a block begins the next block's. */
  private static final int IDS = 50_000;

  /** Two splits or more of each file. */
  private static final String SMALL = "-Dmapreduce.input.fileinputformat.split.maxsize=300000";

  private static MiniCluster cluster;

  @TempDir java.nio.file.Path local;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
  }

  @Test
  void generatesCountsAndSamples() throws Exception {
    Run plan = run("generate", "/flow/ids", "--ids", "" + IDS, "--dry-run");
    assertThat(plan.err()).contains("cores: 4 vcores, memory for 8 maps of 512 MB: 4 maps at once");
    Run generate = run("generate", "/flow/ids", "--ids", "" + IDS, "--cores", "2");
    generate.succeeds();
    assertThat(text("/flow/ids")).isEqualTo(Dataset.rows(42, IDS));
    assertThat(generate.err()).contains("engine yarn at", "http://");

    Run count = run("count", "/flow/ids", "/flow/counts");
    count.succeeds();
    assertThat(text("/flow/counts")).isEqualTo(countLines());
    assertThat(count.out())
        .contains("rows read = rows counted + bad rows: 50,000: PASS")
        .contains("bytes of rows read = bytes of input: 2,050,000: PASS");

    Run sample =
        run(
            "sample",
            "/flow/ids",
            "/flow/curve",
            "--ratio",
            "25000",
            "--repeats",
            "1",
            INSIDE_MASTER,
            "-Dmapreduce.job.ubertask.maxbytes=1000000"); // the whole in containers, two rows not
    sample.succeeds();
    assertThat(text("/flow/curve/size-50000")).isEqualTo(countLines());
    java.nio.file.Path curve = sampleLocally();
    assertThat(text("/flow/curve/size-2"))
        .isEqualTo(new String(Dataset.parts(curve.resolve("size-2")), StandardCharsets.US_ASCII));
    assertThat(countersOf(read("/flow/curve/_runs.csv")))
        .isEqualTo(countersOf(java.nio.file.Files.readString(curve.resolve("_runs.csv"))));
    assertTellsHowTheTimeWasSpent(read("/flow/curve/_runs.csv"));
    assertConvertsAndReadsSequenceFiles();
    assertThat(cluster.names("/flow"))
        .containsExactly("counts", "curve", "ids", "packed", "packed-counts");
  }

  private static void assertConvertsAndReadsSequenceFiles() throws Exception {
    Run convert =
        run("convert", "/flow/ids", "/flow/packed", "--format", "sequence", INSIDE_MASTER);
    convert.succeeds();
    assertThat(convert.out())
        .contains("rows written = rows of the files read back: 50,000: PASS")
        .contains("converted  50,000 ids in 2 maps");
    Run count = run("count", "/flow/packed", "/flow/packed-counts", SMALL, INSIDE_MASTER);
    count.succeeds();
    assertThat(text("/flow/packed-counts")).isEqualTo(countLines());
    Run validate = run("validate", "/flow/packed", INSIDE_MASTER);
    validate.succeeds();
  }

  @Test
  void generatesTheSameRowsInReducers() throws Exception {
    Run run = run("generate", "/reduced/ids", "--ids", "" + IDS, "--cores=3", "--in=reducers");

    run.succeeds();
    assertThat(cluster.names("/reduced/ids"))
        .contains("part-r-00000", "part-r-00001", "part-r-00002");
    assertThat(text("/reduced/ids")).isEqualTo(Dataset.rows(42, IDS));
    assertThat(run.out())
        .contains("ids generated = ids asked for: 50,000: PASS")
        .contains("groups reduced = ranges of the plan: 9: PASS");
  }

  @Test
  void aJobsCountersAreThereByItsIdAndItsRecordHasTheAttempts() throws Exception {
    int ids = 20_000; // one map
    try (OutputStream out = cluster.fs().create(new Path("/told/ids"))) {
      out.write(Dataset.rows(42, ids).getBytes(StandardCharsets.US_ASCII));
    }
    String file = local.resolve("count.json").toString();

    Run count = run("count", "/told/ids", "/told/counts", "--record", file);
    count.succeeds();
    JobRecord job = RunRecordReader.read(java.nio.file.Path.of(file)).jobs().get(0);
    assertThat(job.attempts())
        .isNotEmpty()
        // a slow task's duplicate is killed; all else would be a failure
        .allMatch(attempt -> Set.of("SUCCEEDED", "KILLED").contains(attempt.state()))
        .allMatch(attempt -> attempt.ended().orElseThrow() >= attempt.started())
        .noneMatch(attempt -> attempt.host().isEmpty())
        .anyMatch(attempt -> attempt.type().equals("MAP"))
        .anyMatch(attempt -> attempt.type().equals("REDUCE") && attempt.shuffled().isPresent());
    assertThat(job.page()).endsWith("/jobhistory/jobcounters/" + job.id());

    String noRecords = "-Ddeviceid.runs=" + local.resolve("none");
    String application = job.id().replaceFirst("job", "application");
    Run byId = run("counters", application, "--format", "csv", noRecords);
    Run both = run("counters", file, job.id(), noRecords);
    Run unknown = run("counters", "job_" + job.id().split("_", -1)[1] + "_9999", noRecords);

    byId.succeeds();
    assertThat(byId.out())
        .contains("deviceid.rows.Ids,IDS_COUNTED,IDs counted," + ids + "\n")
        .contains("FileSystemCounter,HDFS_BYTES_READ,HDFS: Number of bytes read,");
    both.succeeds();
    assertThat(both.out())
        .contains("counters that must be equal: equal.", "No setting differs.")
        .doesNotContain("IDs counted", "explained by");
    Run every = run("counters", file, job.id(), noRecords, "--only", "*");
    assertThat(every.out())
        .containsPattern("IDs counted +20,000 +20,000 +0 +1.000")
        .containsPattern("HDFS: Number of bytes read +[1-9][0-9,]+ +[1-9][0-9,]+ +0 +1.000");
    Run byFile = run("counters", history(job.id()), "--format", "csv", noRecords);
    byFile.succeeds();
    assertThat(byFile.out().lines().filter(line -> line.contains("deviceid.rows.Ids")))
        .isNotEmpty()
        .containsExactlyElementsOf(
            byId.out().lines().filter(line -> line.contains("deviceid.rows.Ids")).toList());
    Run bySettings = run("counters", file, history(job.id()), "--format", "html", noRecords);
    bySettings.succeeds();
    assertThat(bySettings.out()).contains("deviceid.program").doesNotContain("Nothing must be");
    unknown.exits(2);
    assertThat(unknown.lastLine()).startsWith("the cluster has no job job_");
  }

  /** Where the history server keeps what a job has left. */
  private static String history(String job) throws Exception {
    var files = cluster.fs().listFiles(new Path("/staging/history"), true);
    while (files.hasNext()) {
      Path file = files.next().getPath();
      if (file.getName().startsWith(job) && file.getName().endsWith(".jhist")) {
        return file.toString();
      }
    }
    throw new AssertionError("no history of " + job);
  }

  /** The same splits on both engines give the same counters, ours and the framework's. */
  @Test
  void countsAlikeOnBothEngines() throws Exception {
    String rows = Dataset.rows(42, IDS);
    Dataset.write(local.resolve("ids"), rows + "bad\n");
    try (OutputStream out = cluster.fs().create(new Path("/alike/ids"))) {
      out.write((rows + "bad\n").getBytes(StandardCharsets.US_ASCII));
    }

    Map<String, Long> onYarn = count(cluster.client(), new Path("/alike"));
    Map<String, Long> onLocalRunner = count(new JobConf(), new Path(local.toUri()));

    assertThat(onYarn).isEqualTo(onLocalRunner).containsEntry("IDS_COUNTED", (long) IDS);
    assertThat(onYarn)
        .containsEntry("IDS_BAD_WIDTH", 1L)
        .containsEntry("MAP_OUTPUT_RECORDS", 16L * 7);
  }

  private static Map<String, Long> count(Configuration conf, Path folder) throws Exception {
    conf.setLong("mapreduce.input.fileinputformat.split.maxsize", 1_000_000);
    conf.setBoolean(MRJobConfig.JOB_UBERTASK_ENABLE, true); // the local runner does not know it
    conf.setInt(Job.COMPLETION_POLL_INTERVAL_KEY, 50); // milliseconds; 5 s unless told
    Job job =
        CountByFirstCharacter.createJob(
            conf,
            "count",
            StoredInput.find(folder + "/ids", conf),
            CountSettings.DEFAULT,
            new Path(folder, "counts"));
    assertThat(job.waitForCompletion(false)).isTrue();
    List<Enum<?>> names = new ArrayList<>(List.of(Ids.values()));
    names.addAll(
        List.of(
            Work.BYTES_READ,
            TaskCounter.MAP_INPUT_RECORDS,
            TaskCounter.MAP_OUTPUT_RECORDS,
            TaskCounter.COMBINE_INPUT_RECORDS,
            TaskCounter.COMBINE_OUTPUT_RECORDS,
            TaskCounter.REDUCE_INPUT_GROUPS,
            TaskCounter.REDUCE_OUTPUT_RECORDS));
    Map<String, Long> values = new TreeMap<>();
    for (Enum<?> name : names) {
      values.put(name.name(), job.getCounters().findCounter(name).getValue());
    }
    return values;
  }

  @Test
  void aJobWhoseAttemptsAllFailLeavesNoDestination() throws Exception {
    cluster.fs().mkdirs(new Path("/failed"));
    try (OutputStream out = cluster.fs().create(new Path("/failed/ids/cut.gz"))) {
      out.write(Dataset.cutGzip());
    }

    Run run = run("count", "/failed/ids", "/failed/out", "-Dmapreduce.map.maxattempts=1");

    run.exits(1).says("job 'count ids' failed: ", "cut.gz");
    assertThat(cluster.fs().listStatus(new Path("/failed"))).hasSize(1);
  }

  @Test
  void refusesAFileThatItsUserCannotRead() throws Exception {
    FileSystem fs = cluster.fs();
    fs.mkdirs(new Path("/bob"), new FsPermission((short) 0777));
    fs.setPermission(new Path("/bob"), new FsPermission((short) 0777));
    fs.create(new Path("/bob/secret")).close();
    fs.setPermission(new Path("/bob/secret"), new FsPermission((short) 0600));
    UserGroupInformation bob = UserGroupInformation.createUserForTesting("bob", new String[] {"b"});

    Run run =
        bob.doAs((PrivilegedExceptionAction<Run>) () -> run("count", "/bob/secret", "/bob/out"));

    run.exits(2).says("/bob/secret cannot be read: Permission denied: user=bob");
    assertThat(fs.listStatus(new Path("/bob"))).hasSize(1);
  }

  /** Few rows are taken one by one; every phase is known, and together they are the whole. */
  private static void assertTellsHowTheTimeWasSpent(String csv) {
    List<String> runs = csv.lines().skip(1).sorted().toList();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0)).startsWith("2,1,1,2,2,82,seek,");
    assertThat(runs.get(1)).startsWith("50000,1,2,50000,50000,2050000,stream,");
    for (String run : runs) {
      List<Double> seconds =
          List.of(run.split(",")).subList(7, 15).stream().map(Double::valueOf).toList();
      assertThat(seconds).allMatch(n -> n >= 0);
      assertThat(seconds.stream().skip(1).mapToDouble(n -> n).sum())
          .isCloseTo(seconds.get(0), within(1e-5));
    }
  }

  private static Run run(String... args) {
    return cluster.run(args);
  }

  /** The same samples on the local runner. */
  private java.nio.file.Path sampleLocally() throws Exception {
    Dataset.write(local.resolve("ids"), Dataset.rows(42, IDS));
    Run.of("sample", local + "/ids", local + "/curve", "--ratio", "25000", "--repeats", "1");
    return local.resolve("curve");
  }

  /** Size, repeat, sampled and counted of every run: neither what was read for it nor its times. */
  private static List<String> countersOf(String csv) {
    return csv.lines()
        .map(line -> List.of(line.split(",")))
        .map(cells -> String.join(",", cells.get(0), cells.get(1), cells.get(3), cells.get(4)))
        .sorted()
        .toList();
  }

  private static String read(String file) throws Exception {
    try (var in = cluster.fs().open(new Path(file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String countLines() {
    StringBuilder lines = new StringBuilder();
    Dataset.countByFirst(Dataset.rows(42, IDS))
        .forEach((first, ids) -> lines.append(first).append('\t').append(ids).append('\n'));
    return lines.toString();
  }

  private static String text(String folder) throws Exception {
    return cluster.parts(folder);
  }
}
