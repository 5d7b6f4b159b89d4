// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.serializer.JavaSerializationComparator;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.lib.map.InverseMapper;
import org.apache.hadoop.mapreduce.lib.reduce.IntSumReducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapReduceDriverTest {

  private final MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> words =
      MapReduceDriver.newMapReduceDriver(LengthMapper::new, SumReducer::new)
          .withInput(number(0), new Text("to be or not"))
          .withInput(number(13), new Text("to be"));

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void sortsGroupsAndReducesWithAnyNumberOfMappers(int mappers) throws Exception {
    words
        .withMappers(mappers)
        .withAllOutput(List.of(count("be", 4), count("not", 3), count("or", 2), count("to", 4)))
        .withCounter(Words.Counter.LINES, 2)
        .withCounter(TaskCounter.REDUCE_INPUT_RECORDS, 6)
        .runTest();
  }

  @Test
  void combinesOncePerMapper() throws Exception {
    words
        .withCombiner(SumReducer::new)
        .withAllOutput(List.of(count("be", 4), count("not", 3), count("or", 2), count("to", 4)))
        .withCounter(TaskCounter.COMBINE_INPUT_RECORDS, 6)
        .withCounter(TaskCounter.COMBINE_OUTPUT_RECORDS, 4)
        .withCounter(TaskCounter.REDUCE_INPUT_RECORDS, 4)
        .runTest();
  }

  /** More pairs than the sorter takes in one stretch, in an order that it has to mend. */
  @Test
  void sortsManyPairs() throws Exception {
    List<Pair<LongWritable, LongWritable>> shuffled =
        LongStream.range(0, 5_000)
            .map(i -> i * 2_741 % 5_000)
            .mapToObj(MapReduceDriverTest::twice)
            .toList();
    List<Pair<LongWritable, LongWritable>> sorted =
        LongStream.range(0, 5_000).mapToObj(MapReduceDriverTest::twice).toList();

    MapReduceDriver.newMapReduceDriver(
            Mapper<LongWritable, LongWritable, LongWritable, LongWritable>::new,
            Reducer<LongWritable, LongWritable, LongWritable, LongWritable>::new)
        .withMappers(7)
        .withAll(shuffled)
        .withAllOutput(sorted)
        .runTest();
  }

  /** What one task writes into its configuration no other task sees. */
  @Test
  void givesEachTaskAConfigurationOfItsOwnAndItsPlaceInTheJob() throws Exception {
    assertThat(
            MapReduceDriver.newMapReduceDriver(Telling::new, Reducer<Text, Text, Text, Text>::new)
                .withMappers(2)
                .withInput(number(0), new Text())
                .withInput(number(1), new Text())
                .run())
        .containsExactly(
            new Pair<>(new Text("attempt_testkit_0001_m_000000_0"), new Text("0 null")),
            new Pair<>(new Text("attempt_testkit_0001_m_000001_0"), new Text("1 null")));
  }

  @Test
  void takesOtherSerializationsByTheirProperty() throws Exception {
    MapReduceDriver<String, Long, String, Long, String, Long> plain =
        MapReduceDriver.newMapReduceDriver(
            Mapper<String, Long, String, Long>::new, Reducer<String, Long, String, Long>::new);

    assertThatThrownBy(() -> plain.withInput("b", 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no serialization takes java.lang.String; see the property io.serializations");

    plain
        .getConfiguration()
        .set("io.serializations", "org.apache.hadoop.io.serializer.JavaSerialization");
    plain
        .withInput("b", 1L)
        .withInput("a", 2L)
        .withOutput("a", 2L)
        .withOutput("b", 1L)
        .withKeyOrderComparator(JavaSerializationComparator.class)
        .runTest();
  }

  @Test
  void takesPlainTypesAlone() throws Exception {
    Configuration conf = new Configuration();
    conf.set(
        "io.serializations",
        conf.get("io.serializations") + ",org.apache.hadoop.io.serializer.JavaSerialization");

    MapDriver.newMapDriver(new InverseMapper<Integer, IntWritable>())
        .withConfiguration(conf)
        .withInput(1, new IntWritable(2))
        .withOutput(new IntWritable(2), 1)
        .runTest();
    ReduceDriver.newReduceDriver(new IntSumReducer<Integer>())
        .withConfiguration(conf)
        .withInput(1, List.of(new IntWritable(2), new IntWritable(3)))
        .withOutput(1, new IntWritable(5))
        .runTest();
    MapReduceDriver.newMapReduceDriver(
            new InverseMapper<IntWritable, Integer>(), new IntSumReducer<Integer>())
        .withConfiguration(conf)
        .withKeyOrderComparator(new JavaSerializationComparator<Integer>())
        .withInput(new IntWritable(1), 3)
        .withInput(new IntWritable(2), 2)
        .withOutput(2, new IntWritable(2))
        .withOutput(3, new IntWritable(1))
        .runTest();
  }

  /** {@link Opaque} has no order. */
  @Test
  void needsComparableKeysOnlyWhereItSortsThem() throws Exception {
    MapDriver.newMapDriver(new Mapper<Object, Object, Object, Object>())
        .withInput(new Opaque(1), new Opaque(2))
        .withOutput(new Opaque(1), new Opaque(2))
        .runTest();
    ReduceDriver.newReduceDriver(new Reducer<Object, Object, Object, Object>())
        .withInput(new Opaque(2), List.of(new Opaque(3), new Opaque(4)))
        .withInput(new Opaque(1), List.of(new Opaque(5)))
        .withOutput(new Opaque(2), new Opaque(3))
        .withOutput(new Opaque(2), new Opaque(4))
        .withOutput(new Opaque(1), new Opaque(5))
        .runTest();
  }

  @Test
  void refusesNoTasks() {
    assertThatThrownBy(() -> words.withReducers(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> words.withMappers(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Pair<LongWritable, LongWritable> twice(long number) {
    return new Pair<>(number(number), number(number));
  }

  /** A number without an order. */
  static final class Opaque implements Writable {
    private final IntWritable number;

    Opaque() {
      this(0);
    }

    Opaque(int number) {
      this.number = new IntWritable(number);
    }

    @Override
    public void write(DataOutput out) throws IOException {
      number.write(out);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
      number.readFields(in);
    }
  }

  /** Tells which task it is, and what another left behind. */
  static class Telling extends Mapper<LongWritable, Text, Text, Text> implements Configurable {
    private Configuration conf;

    @Override
    public void setConf(Configuration given) {
      conf = given;
    }

    @Override
    public Configuration getConf() {
      return conf;
    }

    @Override
    protected void map(LongWritable key, Text value, Context context)
        throws IOException, InterruptedException {
      String left = context.getConfiguration().get("left.behind");
      conf.set("left.behind", "by a task");
      context.write(
          new Text(context.getTaskAttemptID().toString()),
          new Text(conf.get("mapreduce.task.partition") + " " + left));
    }
  }
}
