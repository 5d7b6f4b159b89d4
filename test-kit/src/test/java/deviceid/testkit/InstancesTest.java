// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.junit.jupiter.api.Test;

/** Drivers made from instances, as tests written for MRUnit make them; what a task finds. */
@SuppressWarnings("SameNameButDifferent") // a mapper's context and a reducer's
class InstancesTest {

  @Test
  void takesAMapperInEveryWay() throws IOException {
    MapDriver<LongWritable, Text, Text, LongWritable> set = new MapDriver<>();
    set.setMapper(new LengthMapper());
    for (MapDriver<LongWritable, Text, Text, LongWritable> driver :
        List.of(
            set,
            new MapDriver<>(new LengthMapper()),
            MapDriver.newMapDriver(new LengthMapper()),
            MapDriver.<LongWritable, Text, Text, LongWritable>newMapDriver()
                .withMapper(new LengthMapper()))) {
      driver.withInput(number(0), new Text("to")).withOutput(new Text("to"), number(2)).runTest();
    }
  }

  @Test
  void takesAReducerInEveryWay() throws IOException {
    ReduceDriver<Text, LongWritable, Text, LongWritable> set = new ReduceDriver<>();
    set.setReducer(new SumReducer());
    for (ReduceDriver<Text, LongWritable, Text, LongWritable> driver :
        List.of(
            set,
            new ReduceDriver<>(new SumReducer()),
            ReduceDriver.newReduceDriver(new SumReducer()),
            ReduceDriver.<Text, LongWritable, Text, LongWritable>newReduceDriver()
                .withReducer(new SumReducer()))) {
      driver
          .withInput(new Text("to"), List.of(number(1), number(2)))
          .withOutput(new Text("to"), number(3))
          .runTest();
    }
  }

  @Test
  void takesAWholeJobInEveryWay() throws IOException {
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> set =
        new MapReduceDriver<>();
    set.setMapper(new LengthMapper());
    set.setReducer(new SumReducer());
    set.setCombiner(new SumReducer());
    for (MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> driver :
        List.of(
            set,
            new MapReduceDriver<>(new LengthMapper(), new SumReducer()),
            new MapReduceDriver<>(new LengthMapper(), new SumReducer(), new SumReducer()),
            MapReduceDriver.newMapReduceDriver(new LengthMapper(), new SumReducer()),
            MapReduceDriver.newMapReduceDriver(
                new LengthMapper(), new SumReducer(), new SumReducer()),
            MapReduceDriver
                .<LongWritable, Text, Text, LongWritable, Text, LongWritable>newMapReduceDriver()
                .withMapper(new LengthMapper())
                .withReducer(new SumReducer())
                .withCombiner(new SumReducer()))) {
      driver
          .withInput(number(0), new Text("to be to"))
          .withOutput(new Text("be"), number(2))
          .withOutput(new Text("to"), number(4))
          .runTest();
    }
  }

  @Test
  void combinesWithoutChangingTheSum() throws IOException {
    List<Pair<Text, LongWritable>> pairs = List.of(count("to", 1), count("be", 2), count("to", 3));
    for (Reducer<Text, LongWritable, Text, LongWritable> combiner :
        List.of(new Reducer<Text, LongWritable, Text, LongWritable>(), new SumReducer())) {
      MapReduceDriver.newMapReduceDriver(
              new Mapper<Text, LongWritable, Text, LongWritable>(), new SumReducer(), combiner)
          .withAll(pairs)
          .withAllOutput(List.of(count("be", 2), count("to", 4)))
          .runTest();
    }
    new MapReduceDriver<Text, LongWritable, Text, LongWritable, Text, LongWritable>(
            new Mapper<>(), new Reducer<>(), new SumReducer())
        .withAll(pairs)
        .withAllOutput(List.of(count("be", 2), count("to", 4)))
        .runTest();
  }

  @Test
  void runsAnInstanceOnce() throws IOException {
    MapDriver<LongWritable, Text, Text, LongWritable> mapper =
        new MapDriver<>(new LengthMapper()).withInput(number(0), new Text("to"));
    ReduceDriver<Text, LongWritable, Text, LongWritable> reducer =
        new ReduceDriver<>(new SumReducer()).withInput(new Text("to"), List.of(number(1)));
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> both =
        new MapReduceDriver<>(new LengthMapper(), new SumReducer())
            .withInput(number(0), new Text("to"));
    for (Driver<?, ?, ?> driver : List.of(mapper, reducer, both)) {
      driver.run();
      assertThatThrownBy(driver::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has run, and each task needs a new one");
    }
  }

  /** In Hadoop the second mapper knows nothing of the first. */
  @Test
  void refusesOneInstanceForTwoTasks() {
    assertThatThrownBy(
            new MapReduceDriver<>(new LengthMapper(), new SumReducer())
                    .withInput(number(0), new Text("to"))
                    .withMappers(2)
                ::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("deviceid.testkit.Words$LengthMapper has run");
  }

  @Test
  void saysWhichTaskIsMissing() {
    assertThatThrownBy(MapDriver.newMapDriver().withInput(new Text(), new Text())::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no mapper: give one to the driver");
    assertThatThrownBy(
            ReduceDriver.newReduceDriver().withInput(new Text(), List.of(new Text()))::run)
        .hasMessage("no reducer: give one to the driver");
    assertThatThrownBy(MapReduceDriver.newMapReduceDriver().withInput(new Text(), new Text())::run)
        .hasMessage("no mapper: give one to the driver");
    assertThatThrownBy(
            new MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable>()
                    .withMapper(new LengthMapper())
                    .withInput(number(0), new Text("to"))
                ::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no reducer: give one to the driver");
  }

  @Test
  void keepsStateFromSetupToCleanup() throws IOException {
    MapReduceDriver.newMapReduceDriver(
            new Mapper<LongWritable, Text, Text, LongWritable>() {
              private long lines;

              @Override
              protected void map(LongWritable position, Text line, Context context) {
                lines++;
              }

              @Override
              protected void cleanup(Context context) throws IOException, InterruptedException {
                context.write(new Text("lines"), new LongWritable(lines));
              }
            },
            new Reducer<Text, LongWritable, Text, LongWritable>())
        .withInput(number(0), new Text("to be"))
        .withInput(number(6), new Text("or not"))
        .withOutput(new Text("lines"), number(2))
        .runTest();
  }

  /** Kept by the instance, for the test to look at. */
  @Test
  void givesSetupTheConfiguration() throws IOException {
    Configuration conf = new Configuration();
    conf.set("planned", "value");
    Keeping mapper = new Keeping();
    KeepingReducer reducer = new KeepingReducer();
    KeepingReducer alone = new KeepingReducer();
    MapReduceDriver<
            NullWritable, NullWritable, NullWritable, NullWritable, NullWritable, NullWritable>
        both = MapReduceDriver.newMapReduceDriver(mapper, reducer);
    both.setConfiguration(conf);
    both.withInput(NullWritable.get(), NullWritable.get()).run();
    ReduceDriver.newReduceDriver(alone)
        .withConfiguration(conf)
        .withInput(NullWritable.get(), List.of(NullWritable.get()))
        .withOutput(NullWritable.get(), NullWritable.get())
        .runTest();

    assertThat(List.of(mapper.found, reducer.found, alone.found)).containsOnly("value");
  }

  @Test
  void givesTheMapperAFileSplit() throws IOException {
    for (Path file : List.of(new Path("myfile"), new Path("hdfs://somewhere/else"))) {
      MapDriver.newMapDriver(new TellingTheFile())
          .withMapInputPath(file)
          .withInput(NullWritable.get(), NullWritable.get())
          .withOutput(new Text(file.toString()), number(0))
          .runTest();
    }
    MapReduceDriver<NullWritable, NullWritable, Text, LongWritable, Text, LongWritable> both =
        new MapReduceDriver<>(new TellingTheFile(), new Reducer<>());
    both.setMapInputPath(new Path("/data/part-m-00000"));
    both.withInput(NullWritable.get(), NullWritable.get())
        .withOutput(new Text("/data/part-m-00000"), number(0))
        .runTest();
    MapDriver<NullWritable, NullWritable, Text, LongWritable> set =
        new MapDriver<>(new TellingTheFile());
    set.withInput(NullWritable.get(), NullWritable.get())
        .withOutput(new Text("somefile"), number(0))
        .runTest();
  }

  @Test
  void givesEachTaskAnId() throws IOException {
    MapDriver.newMapDriver(
            new Mapper<Text, NullWritable, Text, NullWritable>() {
              @Override
              protected void map(Text key, NullWritable value, Context context)
                  throws IOException, InterruptedException {
                context.write(new Text("" + context.getTaskAttemptID()), value);
              }
            })
        .withInput(new Text(), NullWritable.get())
        .withOutput(new Text("attempt_testkit_0001_m_000000_0"), NullWritable.get())
        .runTest();
    ReduceDriver.newReduceDriver(
            new Reducer<Text, NullWritable, Text, NullWritable>() {
              @Override
              protected void reduce(Text key, Iterable<NullWritable> values, Context context)
                  throws IOException, InterruptedException {
                context.write(new Text("" + context.getTaskAttemptID()), NullWritable.get());
              }
            })
        .withInput(new Text(), List.of(NullWritable.get()))
        .withOutput(new Text("attempt_testkit_0001_r_000000_0"), NullWritable.get())
        .runTest();
  }

  /** Old tests declare {@code throws IOException} alone. */
  @Test
  void tellsAnInterruptionAsAnIoError() {
    assertThatThrownBy(
            MapDriver.newMapDriver(
                        new Mapper<Text, Text, Text, Text>() {
                          @Override
                          protected void map(Text key, Text value, Context context)
                              throws InterruptedException {
                            throw new InterruptedException("planned");
                          }
                        })
                    .withInput(new Text(), new Text())
                ::run)
        .isInstanceOf(InterruptedIOException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static class Keeping
      extends Mapper<NullWritable, NullWritable, NullWritable, NullWritable> {
    private String found;

    @Override
    protected void setup(Context context) {
      found = context.getConfiguration().get("planned");
    }
  }

  private static class KeepingReducer
      extends Reducer<NullWritable, NullWritable, NullWritable, NullWritable> {
    private String found;

    @Override
    protected void setup(Context context) {
      found = context.getConfiguration().get("planned");
    }
  }

  /** The path and the length of its split. */
  static class TellingTheFile extends Mapper<NullWritable, NullWritable, Text, LongWritable> {
    @Override
    protected void map(NullWritable key, NullWritable value, Context context)
        throws IOException, InterruptedException {
      FileSplit split = (FileSplit) context.getInputSplit();
      context.write(new Text(split.getPath().toString()), new LongWritable(split.getLength()));
    }
  }
}
