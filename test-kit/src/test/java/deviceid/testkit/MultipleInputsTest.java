// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.ExpectedTest.CountingReducer;
import deviceid.testkit.InstancesTest.TellingTheFile;
import deviceid.testkit.MapReduceDriverTest.Opaque;
import deviceid.testkit.ShuffleTest.ByFirstLetter;
import deviceid.testkit.ShuffleTest.ByLastLetter;
import deviceid.testkit.ShuffleTest.Falling;
import deviceid.testkit.ShuffleTest.OneGroup;
import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.serializer.JavaSerializationComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.lib.map.InverseMapper;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.junit.jupiter.api.Test;

/** Several mappers of different input before one reducer: one copies pairs, one measures words. */
class MultipleInputsTest {

  private final Mapper<Text, LongWritable, Text, LongWritable> copier = new Mapper<>();
  private final LengthMapper lengths = new LengthMapper();
  private final MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> driver =
      new MultipleInputsMapReduceDriver<>(new SumReducer());

  @Test
  void givesEachMapperItsInputAndOneReducerAll() throws Exception {
    driver.addMapper(copier);
    driver.addMapper(lengths);
    driver
        .withInput(copier, new Text("to"), number(40))
        .withInput(copier, count("be", 50))
        .withInput(lengths, number(0), new Text("to be or"))
        .withAllOutput(List.of(count("be", 52), count("or", 2), count("to", 42)))
        .runTest();
  }

  @Test
  void returnsWhatTheReducerWrites() throws Exception {
    assertThat(
            driver
                .withInput(copier, new Text("to"), number(40))
                .withInput(lengths, number(0), new Text("to be"))
                .run())
        .containsExactly(count("be", 2), count("to", 42));
  }

  @Test
  void takesTasksAndInputsInEveryWay() throws Exception {
    MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> set =
        new MultipleInputsMapReduceDriver<>();
    set.setReducer(new SumReducer());
    for (MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> each :
        List.of(
            set,
            MultipleInputsMapReduceDriver.newMultipleInputMapReduceDriver(new SumReducer()),
            MultipleInputsMapReduceDriver
                .<Text, LongWritable, Text, LongWritable>newMultipleInputMapReduceDriver()
                .withReducer(SumReducer::new))) {
      each.withMapper(copier).addInput(copier, new Text("to"), number(1));
      each.addInput(copier, count("to", 2));
      each.addAll(copier, List.of(count("be", 3)));
      each.withAll(lengths, List.of(new Pair<>(number(0), new Text("to be"))))
          .withAllOutput(List.of(count("be", 5), count("to", 5)))
          .runTest();
    }
  }

  @Test
  void combinesTheOutputOfEachMapper() throws Exception {
    for (Reducer<Text, LongWritable, Text, LongWritable> reducer :
        List.of(
            new SumReducer(),
            new SumReducer(),
            new Reducer<Text, LongWritable, Text, LongWritable>())) {
      MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> each =
          new MultipleInputsMapReduceDriver<>(reducer);
      each.withCombiner(SumReducer::new)
          .withInput(copier, new Text("to"), number(40))
          .withInput(copier, new Text("to"), number(2))
          .withInput(lengths, number(0), new Text("be be"))
          .withAllOutput(List.of(count("be", 4), count("to", 42)))
          .runTest();
    }
    driver
        .withCombiner(Reducer<Text, LongWritable, Text, LongWritable>::new)
        .withInput(copier, new Text("to"), number(40))
        .withInput(copier, new Text("to"), number(2))
        .withOutput(new Text("to"), number(42))
        .runTest();
  }

  @Test
  void refusesAMapperWithoutInput() {
    assertThatThrownBy(driver.withMapper(copier)::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no input for the mapper " + copier);
    driver.withInput(copier, count("to", 1)).withMapper(lengths);
    assertThatThrownBy(driver::run).hasMessage("no input for the mapper " + lengths);
  }

  @Test
  void refusesNoMapperNoReducerAndASecondRun() throws Exception {
    assertThatThrownBy(driver::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no input");
    assertThatThrownBy(
            new MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable>()
                    .withInput(copier, count("to", 1))
                ::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no reducer: give one to the driver");
    driver.withInput(copier, count("to", 1)).run();
    assertThatThrownBy(driver::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has run");
  }

  @Test
  void ordersAndGroupsByTheGivenComparators() throws Exception {
    MultipleInputsMapReduceDriver<Text, LongWritable, Text, Text> lists =
        new MultipleInputsMapReduceDriver<>(new ListReducer());
    lists.setKeyOrderComparator(new ByLastLetter());
    lists.setKeyGroupingComparator(new ByFirstLetter());
    lists
        .withInput(copier, new Text("a1"), number(1))
        .withInput(copier, new Text("b3"), number(3))
        .withInput(copier, new Text("b2"), number(7))
        .withInput(lengths, number(0), new Text("a4"))
        .withOutput(new Text("a1"), new Text("1"))
        .withOutput(new Text("b3"), new Text("7 3"))
        .withOutput(new Text("a4"), new Text("2"))
        .runTest();
  }

  @Test
  void groupsByTheComparatorThatTheConfigurationNames() throws Exception {
    JobConf conf = new JobConf(false);
    conf.setOutputValueGroupingComparator(ByFirstLetter.class);
    driver
        .withConfiguration(conf)
        .withInput(copier, new Text("a1"), number(1))
        .withInput(lengths, number(0), new Text("a2 b1"))
        .withAllOutput(List.of(count("a2", 3), count("b1", 2)))
        .runTest();
  }

  @Test
  void sortsByTheComparatorThatTheKeysClassRegistered() throws Exception {
    Mapper<Falling, Text, Falling, Text> one = new Mapper<>();
    Mapper<Falling, Text, Falling, Text> other = new Mapper<>();
    new MultipleInputsMapReduceDriver<Falling, Text, Falling, Text>(new Reducer<>())
        .withInput(one, new Falling(1), new Text("one"))
        .withInput(other, new Falling(2), new Text("two"))
        .withKeyGroupingComparator(new OneGroup())
        .withOutput(new Falling(2), new Text("two"))
        .withOutput(new Falling(1), new Text("one"))
        .runTest();
  }

  @Test
  void takesPlainTypesAndValuesWithoutOrder() throws Exception {
    Configuration conf = new Configuration();
    conf.set(
        "io.serializations",
        conf.get("io.serializations") + ",org.apache.hadoop.io.serializer.JavaSerialization");
    Mapper<Integer, Opaque, Integer, Opaque> same = new Mapper<>();
    InverseMapper<Opaque, Integer> inverse = new InverseMapper<>();
    new MultipleInputsMapReduceDriver<Integer, Opaque, Integer, Opaque>(new Reducer<>())
        .withConfiguration(conf)
        .withKeyOrderComparator(new JavaSerializationComparator<Integer>())
        .withInput(same, 2, new Opaque(7))
        .withInput(inverse, new Opaque(8), 1)
        .withOutput(1, new Opaque(8))
        .withOutput(2, new Opaque(7))
        .runTest();
  }

  @Test
  void copiesWhatATestRefills() throws Exception {
    Text text = new Text("to");
    LongWritable value = number(1);
    driver.withInput(copier, text, value).withInput(lengths, value, text);
    driver.withOutput(text, number(3));
    text.set("lost");
    value.set(9);

    driver.runTest();
  }

  @Test
  void countsInAllMappersAndTheReducer() throws Exception {
    MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> counting =
        counting().withCounter("words", "bytes", 7).withCounter("words", "keys", 2);
    counting.withCounter(Words.Counter.LINES, 2).withStrictCounterChecking().runTest();

    assertThatThrownBy(counting().withCounter("words", "keys", 20)::runTest)
        .hasMessage("counter keys: expected 20, found 2");
    assertThatThrownBy(
            counting().withStrictCounterChecking().withCounter("words", "keys", 2)::runTest)
        .hasMessageContaining("LINES: unexpected, found 2")
        .hasMessageContaining("counter words bytes: unexpected, found 7");
    assertThatThrownBy(
            counting()
                    .withStrictCounterChecking()
                    .withCounter(Words.Counter.LINES, 2)
                    .withCounter("words", "bytes", 7)
                ::runTest)
        .hasMessage("counter words keys: unexpected, found 2");
  }

  private static MultipleInputsMapReduceDriver<Text, LongWritable, Text, LongWritable> counting() {
    return new MultipleInputsMapReduceDriver<>(new CountingReducer())
        .withInput(new LengthMapper(), number(0), new Text("to be"))
        .withInput(new LengthMapper(), number(0), new Text("to"))
        .withAllOutput(List.of(count("be", 2), count("to", 2), count("to", 2)));
  }

  @Test
  void givesEachMapperItsFile() throws Exception {
    TellingTheFile one = new TellingTheFile();
    TellingTheFile other = new TellingTheFile();
    driver.setMapInputPath(one, new Path("one"));
    driver
        .withMapInputPath(other, new Path("other"))
        .withInput(one, NullWritable.get(), NullWritable.get())
        .withInput(other, NullWritable.get(), NullWritable.get())
        .withAllOutput(List.of(count("one", 0), count("other", 0)))
        .runTest();
  }

  @Test
  void writesAndReadsFiles() throws Exception {
    driver
        .withOutputFormat(SequenceFileOutputFormat.class, SequenceFileInputFormat.class)
        .withInput(copier, new Text("to"), number(40))
        .withInput(lengths, number(0), new Text("to be"))
        .withAllOutput(List.of(count("be", 2), count("to", 42)))
        .runTest();
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"}) // another type than the job's comes back
  void readsTextLines() throws Exception {
    driver.withInput(copier, new Text("to"), number(40));
    MultipleInputsMapReduceDriver raw = driver;
    raw.withOutputFormat(TextOutputFormat.class, TextInputFormat.class);
    raw.withOutput(number(0), new Text("to\t40"));

    raw.runTest();
  }
}
