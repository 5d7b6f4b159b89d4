// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.input.DeviceIds;
import deviceid.rows.Ids;
import deviceid.testkit.CombinerLaw;
import deviceid.testkit.MapDriver;
import deviceid.testkit.MapReduceDriver;
import deviceid.testkit.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is counted does not depend on how batches are cut, when mappers emit, or who combines. */
class CountingPropertyTest {

  static final List<Long> SEEDS = new Random(1).longs(40).boxed().toList();

  @ParameterizedTest
  @FieldSource("SEEDS")
  void givesEqualTotalsForAnyRowsCutsEmissionsAndTasks(long seed) throws Exception {
    Random random = new Random(seed);
    String rows = rows(random);
    MapReduceDriver<LongWritable, BytesWritable, Text, LongWritable, Text, LongWritable> driver =
        MapReduceDriver.newMapReduceDriver(FirstCharacterMapper::new, LongSumReducer<Text>::new);
    if (random.nextBoolean()) {
      driver.withCombiner(LongSumReducer<Text>::new);
    }

    driver
        .withConfiguration(emitEvery(drawEmitEvery(random)))
        .withMappers(random.nextInt(1, 5))
        .withReducers(random.nextInt(1, 4))
        .withAll(batches(rows, random))
        .withAllOutput(counts(rows))
        .withCounter(Ids.IDS_COUNTED, rows.length() / DeviceIds.ROW_BYTES)
        .runTest(false);
  }

  @ParameterizedTest
  @FieldSource("SEEDS")
  void keepsTheLawOfCombiners(long seed) throws Exception {
    Random random = new Random(seed);

    CombinerLaw.of(FirstCharacterMapper::new, LongSumReducer<Text>::new, LongSumReducer<Text>::new)
        .withConfiguration(emitEvery(drawEmitEvery(random)))
        .withAll(batches(rows(random), random))
        .withReducers(random.nextInt(1, 4))
        .withSeed(seed)
        .withTrials(10)
        .check();
  }

  /** R rows go into each emission, also where a batch ends between two. */
  @ParameterizedTest
  @FieldSource("SEEDS")
  void emitsAsOftenAsItIsTold(long seed) throws Exception {
    Random random = new Random(seed);
    String rows = rows(random);
    int every = random.nextInt(1, 20);

    List<Pair<Text, LongWritable>> expected = new ArrayList<>();
    for (int from = 0; from < rows.length(); from += every * DeviceIds.ROW_BYTES) {
      int to = Math.min(rows.length(), from + every * DeviceIds.ROW_BYTES);
      expected.addAll(counts(rows.substring(from, to)));
    }

    MapDriver.newMapDriver(FirstCharacterMapper::new)
        .withConfiguration(emitEvery(every))
        .withAll(batches(rows, random))
        .withAllOutput(expected)
        .runTest();
  }

  @Test
  void emitsABatchsRowsUnlessTold() throws Exception {
    List<Pair<LongWritable, BytesWritable>> full =
        List.of(batch(0, Dataset.rows(42, DeviceIds.BATCH_ROWS)));

    MapDriver<LongWritable, BytesWritable, Text, LongWritable> driver =
        MapDriver.newMapDriver(FirstCharacterMapper::new);
    driver.withAll(full).withAll(full).run();

    assertThat(driver.getCounters().findCounter(TaskCounter.MAP_OUTPUT_RECORDS).getValue())
        .isEqualTo(2 * 16);
  }

  /** Up to a thousand rows, of few characters or of many. */
  private static String rows(Random random) {
    int characters = random.nextInt(1, 17);
    return random
        .ints(random.nextInt(1, 1000), 0, characters)
        .mapToObj(digit -> Integer.toHexString(digit) + "0".repeat(39) + "\n")
        .collect(Collectors.joining());
  }

  /** The rows in batches of any number, some of them empty; the mapper's buffer is reused. */
  private static List<Pair<LongWritable, BytesWritable>> batches(String rows, Random random) {
    int most = random.nextInt(1, 300);
    List<Pair<LongWritable, BytesWritable>> batches = new ArrayList<>();
    for (int from = 0; from < rows.length(); ) {
      int to = Math.min(rows.length(), from + random.nextInt(most + 1) * DeviceIds.ROW_BYTES);
      batches.add(batch(from, rows.substring(from, to)));
      from = to;
    }
    return batches;
  }

  private static Pair<LongWritable, BytesWritable> batch(long position, String rows) {
    return new Pair<>(
        new LongWritable(position), new BytesWritable(rows.getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<Pair<Text, LongWritable>> counts(String rows) {
    return Dataset.countByFirst(rows).entrySet().stream()
        .map(count -> new Pair<>(new Text(count.getKey()), new LongWritable(count.getValue())))
        .toList();
  }

  private static long drawEmitEvery(Random random) {
    return random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong(1, 1 << random.nextInt(1, 14));
  }

  private static Configuration emitEvery(long rows) {
    Configuration conf = new Configuration(false);
    conf.setLong(FirstCharacterMapper.EMIT_EVERY, rows);
    return conf;
  }
}
