// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Words.KeepingMapper;
import deviceid.testkit.Words.LengthMapper;
import deviceid.testkit.Words.WholeBufferMapper;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.junit.jupiter.api.Test;

class MapDriverTest {

  private final MapDriver<LongWritable, Text, Text, LongWritable> driver =
      MapDriver.newMapDriver(LengthMapper::new);

  @Test
  void passesWhereOutputAndCountersAreAsExpected() throws Exception {
    driver
        .withInput(number(0), new Text("to be"))
        .withInput(number(6), new Text("or"))
        .withOutput(new Text("to"), number(2))
        .withAllOutput(List.of(count("be", 2), count("or", 2)))
        .withCounter(Words.Counter.LINES, 2)
        .withCounter("words", "bytes", 7)
        .withCounter(TaskCounter.MAP_INPUT_RECORDS, 2)
        .withCounter(TaskCounter.MAP_OUTPUT_RECORDS, 3)
        .runTest();
  }

  @Test
  void givesTheMapperTheConfiguration() throws Exception {
    Configuration conf = new Configuration(false);
    conf.setLong("words.value", 7);

    assertThat(driver.withConfiguration(conf).withInput(number(0), new Text("to be")).run())
        .containsExactly(count("to", 7), count("be", 7));
  }

  @Test
  void startsEachRunAfresh() throws Exception {
    driver.withInput(number(0), new Text("to be"));

    assertThat(driver.run()).isEqualTo(driver.run());
    assertThat(driver.getCounters().findCounter(Words.Counter.LINES).getValue()).isEqualTo(1);
  }

  @Test
  void reusesKeysAndValuesAsHadoopDoes() throws Exception {
    assertThat(
            MapDriver.newMapDriver(KeepingMapper::new)
                .withInput(number(1), new Text("first"))
                .withInput(number(2), new Text("second"))
                .run())
        .containsExactly(
            new Pair<>(number(2), new Text("second")), new Pair<>(number(2), new Text("second")));
    assertThat(
            MapDriver.newMapDriver(WholeBufferMapper::new)
                .withInput(number(1), new Text("longer"))
                .withInput(number(2), new Text("abc"))
                .run()
                .get(1)
                .value())
        .hasToString("abcger");
  }

  @Test
  void returnsPairsThatShareNothing() throws Exception {
    List<Pair<Text, LongWritable>> output = driver.withInput(number(0), new Text("to be")).run();

    output.get(0).value().set(99);

    assertThat(output.get(1)).isEqualTo(count("be", 2));
  }

  @Test
  void passesExceptionsOnUnchanged() {
    IOException planned = new IOException("planned");
    Mapper<LongWritable, Text, Text, LongWritable> failing =
        new LengthMapper() {
          @Override
          protected void map(LongWritable position, Text line, Context context) throws IOException {
            throw planned;
          }
        };

    assertThatThrownBy(
            () -> MapDriver.newMapDriver(() -> failing).withInput(number(0), new Text()).run())
        .isSameAs(planned);
  }

  @Test
  void requiresTheTypesThatTheJobDeclares() {
    driver.getConfiguration().set("mapreduce.map.output.key.class", IntWritable.class.getName());
    driver.withInput(number(0), new Text("to"));

    assertThatThrownBy(driver::run)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Type mismatch in key from map: expected org.apache.hadoop.io.IntWritable,"
                + " received org.apache.hadoop.io.Text");
  }

  @Test
  void runsSetupAndCleanupWithoutInputWhereAllowed() throws Exception {
    MapDriver.newMapDriver(KeepingMapper::new).withEmptyInput().runTest();

    assertThat(driver.withEmptyInput().run()).isEmpty();
  }
}
