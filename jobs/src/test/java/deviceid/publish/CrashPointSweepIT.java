// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.input.DeviceIds;
import deviceid.publish.Faults.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that publish or judge, through the front door on the local runner, at every crash point:
 * set up, task attempts and their commit and abort, job commit, manifest, publish, clean-up. What
 * the runner keeps elsewhere (job.xml, spills) is served without faults.
 */
class CrashPointSweepIT {

  private static final int IDS = 3_000;

  private static final String HDFS = "hdfs://sweep";
  private static final String LOCAL = "file://";

  private static final String DONE = "already done: ";

  /** Hundreds of jobs fail here as they should. */
  private static final List<Logger> NOISE =
      List.of(
          Logger.getLogger("org.apache.hadoop.mapred"),
          Logger.getLogger("org.apache.hadoop.mapreduce"));

  @TempDir Path folder;

  private static final PrintStream ERR = System.err;

  @BeforeAll
  static void silenceJobs() {
    NOISE.forEach(logger -> logger.setLevel(Level.ERROR));
    System.setErr(new PrintStream(OutputStream.nullOutputStream())); // what each has to leave
  }

  @AfterAll
  static void letJobsSpeak() {
    NOISE.forEach(logger -> logger.setLevel(null));
    System.setErr(ERR);
  }

  /** Publish is a call of the NameNode on HDFS; on local files it goes round Hadoop, uncounted. */
  @ParameterizedTest
  @ValueSource(strings = {HDFS, LOCAL})
  void generatePublishesAllOrNothing(String scheme) throws Exception {
    List<Call> calls =
        sweep(
            (out, faults) ->
                run(faults, "generate", scheme + out, "--ids", "" + IDS, "--cores", "3"),
            out -> assertThat(checkedParts(out)).isEqualTo(Dataset.rows(42, IDS)));

    assertThat(calls)
        .extracting(Call::name)
        .contains("mkdirs", "create", "write", "close", "rename", "delete");
    assertThat(calls.stream().filter(call -> call.name().equals("rename NONE")))
        .extracting(Call::path)
        .isEqualTo(scheme.equals(HDFS) ? List.of(".out.staging-*/data") : List.of());
  }

  @Test
  void countPublishesAllOrNothing() throws Exception {
    String rows = Dataset.rows(7, IDS);
    Dataset.write(folder.resolve("ids/part-0"), rows.substring(0, 1_000 * DeviceIds.ROW_BYTES));
    Dataset.write(folder.resolve("ids/part-1"), rows.substring(1_000 * DeviceIds.ROW_BYTES));
    sweep(
        (out, faults) -> run(faults, "count", HDFS + folder.resolve("ids"), HDFS + out),
        out -> assertThat(Dataset.readCounts(out)).isEqualTo(Dataset.countByFirst(rows)));
  }

  /** Two jobs: the second one's output is never published. */
  @Test
  void convertPublishesAllOrNothing() throws Exception {
    String rows = Dataset.rows(7, IDS);
    Dataset.write(folder.resolve("ids/part-0"), rows);
    sweep(
        (out, faults) ->
            run(faults, "convert", HDFS + folder.resolve("ids"), HDFS + out, "--format", "text"),
        out -> assertThat(checkedParts(out)).isEqualTo(rows));
  }

  /** A job a run, and a file of all runs beside their counts. */
  @Test
  void samplePublishesAllOrNothing() throws Exception {
    String rows = Dataset.rows(7, IDS);
    Dataset.write(folder.resolve("ids/part-0"), rows);
    sweep(
        (out, faults) ->
            run(
                faults,
                "sample",
                HDFS + folder.resolve("ids"),
                HDFS + out,
                "--ratio",
                "" + IDS / 2,
                "--repeats",
                "1"),
        out -> {
          assertThat(Dataset.readCounts(out.resolve("size-" + IDS)))
              .isEqualTo(Dataset.countByFirst(rows));
          assertThat(out.resolve("size-2")).isDirectoryContaining("glob:**/part-r-00000");
          assertThat(out.resolve("_runs.csv")).content().hasLineCount(1 + 2);
        });
  }

  /** Sound rows are never called wrong, nor wrong ones sound, whatever fails meanwhile. */
  @Tag("sweep")
  @ParameterizedTest
  @CsvSource({"7, 0", "8, 5"})
  void validateIsRightOrFails(long seed, int exit) throws Exception {
    Dataset.write(folder.resolve("ids/part-0"), Dataset.rows(seed, IDS));
    String line = "validate " + folder.resolve("ids") + " --seed 7 --ids " + IDS;
    sweep(
        CrashPointSweep.telling(
            folder.resolve("trials"), (out, faults) -> runInside(out, faults, line), exit));
  }

  /** Its own folder, and what it deletes after each run; the runs are swept above. */
  @Tag("sweep")
  @Test
  void compareEndsWellOrFails() throws Exception {
    Pattern own = Pattern.compile("\\.?compare\\.(staging-\\*.*|parts-\\*(/[AB]-\\d+)?)");
    List<Call> calls =
        sweep(
            CrashPointSweep.telling(folder.resolve("trials"), this::compareTwo, 0)
                .only(call -> own.matcher(call.path()).matches()));

    assertThat(calls)
        .filteredOn(call -> call.path().matches("compare\\.parts-\\*/[AB]-\\d"))
        .extracting(Call::name)
        .contains("delete");
  }

  private Run compareTwo(Path out, Faults faults) {
    String line =
        "compare --repeats 3 --max-repeats 3 --vary= --vary=--cores=2 -- generate --ids 9";
    return runInside(out, faults, line);
  }

  private List<Call> sweep(CrashPointSweep.Command command, CrashPointSweep.Oracle valid)
      throws Exception {
    return sweep(CrashPointSweep.publishing(folder.resolve("trials"), command, valid, DONE));
  }

  private static List<Call> sweep(CrashPointSweep sweep) throws Exception {
    long begun = System.nanoTime();
    CrashPointSweep.Report report = sweep.run();
    System.out.printf(Locale.ROOT, "%s, in %.1f s%n", report, (System.nanoTime() - begun) / 1e9);
    assertThat(report.findings()).isEmpty();
    return report.calls();
  }

  /** Read by Hadoop, which holds a part against its checksum file, where there is one. */
  private static String checkedParts(Path out) throws IOException {
    FileSystem local = FileSystem.getLocal(new Configuration(false));
    StringBuilder rows = new StringBuilder();
    for (FileStatus part : local.globStatus(new org.apache.hadoop.fs.Path(out + "/part-*"))) {
      try (InputStream in = local.open(part.getPath())) {
        rows.append(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
      }
    }
    return rows.toString();
  }

  private Run run(Faults faults, String... words) {
    return run(faults.settings(folder.resolve("scratch")), words);
  }

  /** The program's temporary folder is made where faults are. */
  private Run runInside(Path out, Faults faults, String line) {
    Map<String, String> settings = new HashMap<>(faults.settings(folder.resolve("scratch")));
    settings.put("hadoop.tmp.dir", out.getParent().toString());
    settings.put("mapreduce.cluster.local.dir", folder.resolve("scratch/local").toString());
    return run(settings, line.split(" ", -1));
  }

  private static Run run(Map<String, String> settings, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    settings.forEach((name, value) -> line.add(1, "-D" + name + "=" + value));
    return Run.of(line.toArray(String[]::new));
  }
}
