// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.generate.TaskKind.GenerateReducer;
import deviceid.generate.TaskKind.LinePartitioner;
import deviceid.input.ControlFile;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generation in reducers on the local runner: the same rows and the same parts as in maps. */
class GenerateInReducersTest {

  private static final int BATCH = DeviceIds.BATCH_ROWS;

  @TempDir Path folder;

  static Stream<List<Integer>> plans() {
    return Stream.of(
        List.of(20_000),
        List.of(0),
        List.of(0, 0, 0),
        List.of(1, 1, 1, 0, 0, 0, 0),
        List.of(33_334, 33_333, 33_333),
        List.of(5, 20_000, 0, 7, BATCH, 30_000, BATCH + 1, 0, 1),
        List.of(0, 0, 3 * BATCH, 0, 12, 0));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void writesTheSamePartsAsMapsDo(List<Integer> counts) throws Exception {
    String control = Dataset.write(folder.resolve("plan"), control(counts)).toString();
    Run maps = Run.of("generate", folder + "/maps", "--control", control);

    Run reducers =
        Run.of("generate", folder + "/reducers", "--control", control, "--in", "reducers");

    maps.succeeds();
    reducers.succeeds();
    assertThat(Dataset.names(folder.resolve("reducers")).filter(name -> name.startsWith("part-r-")))
        .hasSize(counts.size());
    for (int part = 0; part < counts.size(); part++) {
      assertThat(folder.resolve("reducers/part-r-0000" + part))
          .hasSameBinaryContentAs(folder.resolve("maps/part-m-0000" + part));
    }
    long ids = counts.stream().mapToLong(Integer::longValue).sum();
    assertThat(Dataset.sha256(Dataset.parts(folder.resolve("reducers"))))
        .isEqualTo(Dataset.sha256(rows((int) ids)));
    long groups = counts.stream().mapToLong(count -> (count + BATCH - 1) / BATCH).sum();
    assertThat(reducers.out())
        .contains("groups reduced = ranges of the plan: " + groups + ": PASS");
    assertThat(reducers.out().replaceAll("(?m)^ *(\\d+) +([\\d,]+) +([\\d,]+)$", "$1 $2 $3"))
        .contains(lines(counts));
  }

  @Test
  void countAndValidateTakeWhatReducersMade() {
    Run.of("generate", folder + "/ids", "--ids", "30k", "--cores", "3", "--in", "reducers");

    Run count = Run.of("count", folder + "/ids", folder + "/counts");
    Run validate = Run.of("validate", folder + "/ids");

    count.succeeds().prints("rows counted: 30,000: PASS");
    validate.succeeds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps", "reducers"})
  void isDoneAlreadyWhereEitherSideHasMadeTheRows(String side) {
    String other = side.equals("maps") ? "reducers" : "maps";
    Run.of("generate", folder + "/ids", "--ids", "30", "--in", side);

    Run again = Run.of("generate", folder + "/ids", "--ids", "30", "--in", other);

    again.exits(4).says("already done: ");
  }

  @Test
  void refusesAnotherSide() {
    Run run = Run.of("generate", folder + "/ids", "--in", "reduce");

    run.exits(2);
    assertThat(run.lastLine()).contains("write maps or reducers, not 'reduce'");
  }

  /** Twelve lines of one range each: Java's hash of "0" to "11" as Hadoop's Text has it. */
  @Test
  void setsHashedKeysBesideItsOwn() {
    Run run =
        Run.of("generate", folder + "/ids", "--ids", "12k", "--cores", "12", "--in", "reducers");

    List<Long> text = textHashes(12, 1_000);
    long empty = text.stream().filter(ids -> ids == 0).count();
    long fullest = text.stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(empty).isPositive();
    assertThat(run.out())
        .containsPattern("LongWritable +by line +0 +1,000\n")
        .containsPattern("IntWritable +by hash +0 +1,000\n")
        .containsPattern(
            "Text +by hash +" + empty + " +" + String.format(Locale.ROOT, "%,d", fullest) + "\n");
    assertThat(run.out()).containsPattern("LongWritable +by hash +9 +4,000\n"); // 1,000 i mod 12
  }

  @Test
  void showsTheFirstTwentyReducersOfMany() {
    Run run = Run.of("generate", folder + "/ids", "--ids", "25", "--cores", "25", "--in=reducers");

    assertThat(run.out())
        .containsPattern("\n +19 +1 +1\nonly showing top 20 reducers\n")
        .doesNotContainPattern("\n +20 +1 +1\n");
  }

  @Test
  void sendsEachRangeToTheReducerOfItsLine() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int[] counts = random.ints(1 + random.nextInt(9), 0, 4).toArray();
      GenerationPlan plan = plan(counts);
      LinePartitioner partitioner = new LinePartitioner().plan(plan);
      for (int line = 0; line < counts.length; line++) {
        IdRange range = plan.ranges().get(line);
        for (long first = range.first(); first < range.end(); first++) {
          assertThat(partitioner.getPartition(new LongWritable(first), null, counts.length))
              .as("row %d of %s", first, plan)
              .isEqualTo(line);
        }
      }
    }
  }

  /** After copy and sort, two thirds of a reduce, progress is that of the ranges. */
  @Test
  void showsTrueProgress() throws Exception {
    GenerationPlan plan = GenerationPlan.of(100L * BATCH, 1);
    Path control = Dataset.write(folder.resolve("plan"), ControlFile.write(plan));
    JobConf conf = new JobConf();
    conf.setInt(Job.COMPLETION_POLL_INTERVAL_KEY, 10); // milliseconds; 5 s unless told
    Job job =
        GenerateDeviceIds.createJob(
            conf, hadoop(control), hadoop(folder.resolve("ids")), plan, 1, TaskKind.REDUCERS);
    job.setReducerClass(Watched.class);
    Watched.PROGRESS.clear();

    assertThat(job.waitForCompletion(false)).isTrue();

    assertThat(Watched.PROGRESS).hasSize(100);
    for (int range : new int[] {9, 49, 89}) {
      assertThat(Watched.PROGRESS.get(range))
          .isCloseTo(2 / 3f + (range + 1) / 300f, within(0.005f));
    }
  }

  /** Keeps what the framework shows of each range. */
  public static final class Watched extends GenerateReducer {

    static final List<Float> PROGRESS = new ArrayList<>();

    @Override
    protected void reduce(LongWritable first, Iterable<IntWritable> counts, Context context)
        throws IOException, InterruptedException {
      PROGRESS.add(context.getProgress());
      super.reduce(first, counts, context);
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }

  private static byte[] rows(int count) {
    return Dataset.rows(42, count).getBytes(StandardCharsets.US_ASCII);
  }

  private static String control(List<Integer> counts) {
    return ControlFile.write(plan(counts.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static GenerationPlan plan(int... counts) {
    List<IdRange> ranges = new ArrayList<>();
    long first = 0;
    for (int count : counts) {
      ranges.add(new IdRange(first, count));
      first += count;
    }
    return new GenerationPlan(ranges);
  }

  /** Lines of the table of reducers, one space between columns. */
  private static String lines(List<Integer> counts) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < counts.size(); i++) {
      int groups = (counts.get(i) + BATCH - 1) / BATCH;
      lines.append(String.format(Locale.ROOT, "%d %d %,d\n", i, groups, counts.get(i)));
    }
    return lines.toString();
  }

  /** IDs a reducer for keys of text, by the hash that Text documents: 31 h + b from 1 on. */
  private static List<Long> textHashes(int lines, long each) {
    List<Long> ids = new ArrayList<>(IntStream.range(0, lines).mapToObj(i -> 0L).toList());
    for (int line = 0; line < lines; line++) {
      int hash = 1;
      for (byte b : Integer.toString(line).getBytes(StandardCharsets.US_ASCII)) {
        hash = 31 * hash + b;
      }
      int reducer = (hash & Integer.MAX_VALUE) % lines;
      ids.set(reducer, ids.get(reducer) + each);
    }
    return ids;
  }
}
