// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.Ids;
import deviceid.testkit.MapDriver;
import deviceid.testkit.Pair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateMapperTest {

  private final MapDriver<LongWritable, IntWritable, LongWritable, BytesWritable> driver =
      MapDriver.newMapDriver(GenerateMapper::new);

  /** Ranges of any width, in which a short batch follows a long one in the same buffer. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE})
  void writesTheRowsOfItsSeedHoweverTheyAreCut(long seed) throws Exception {
    driver.getConfiguration().set(GeneratedInputFormat.SEED, Seed.format(seed));
    Random random = new Random(seed);
    int rows = 20_000;
    for (int first = 0; first < rows; ) {
      int count = Math.min(rows - first, random.nextInt(DeviceIds.BATCH_ROWS + 1));
      driver.withInput(new LongWritable(first), new IntWritable(count));
      first += count;
    }

    String written = text(driver.run());

    assertThat(written).isEqualTo(Dataset.rows(seed, rows));
    assertThat(driver.getCounters().findCounter(Ids.IDS_GENERATED).getValue()).isEqualTo(rows);
  }

  @Test
  void writesABatchARangeTheLastRowsOfASeedToo() throws Exception {
    driver.getConfiguration().set(GeneratedInputFormat.SEED, "7");
    long first = Long.MAX_VALUE - 2;

    List<Pair<LongWritable, BytesWritable>> batches =
        driver
            .withInput(new LongWritable(first), new IntWritable(2))
            .withInput(new LongWritable(0), new IntWritable(1))
            .run();

    DeviceIds ids = new DeviceIds(7);
    assertThat(batches).hasSize(2);
    assertThat(text(batches))
        .isEqualTo(ids.id(first) + "\n" + ids.id(first + 1) + "\n" + ids.id(0) + "\n");
  }

  private static String text(List<Pair<LongWritable, BytesWritable>> batches) {
    return batches.stream()
        .map(batch -> new String(batch.value().copyBytes(), StandardCharsets.US_ASCII))
        .collect(Collectors.joining());
  }
}
