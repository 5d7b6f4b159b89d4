// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.Counter;
import deviceid.testkit.Words.LengthMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.io.DoubleWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What drivers say of output and counters that are not as expected. */
@SuppressWarnings("SameNameButDifferent") // a mapper's context and a reducer's
class ExpectedTest {

  /** The mapper copies (to, 2). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''        | true  | pair 1: unexpected (to, 2)
          to 2 to 2 | true  | pair 2: missing (to, 2)
          to 2 to 2 | false | missing (Text to, LongWritable 2)
          to 2 be 2 | true  | pair 2: missing (be, 2)
          to 2 be 2 | false | missing (Text be, LongWritable 2)
          to 3      | true  | pair 1: expected (to, 3), found (to, 2)
          to 3      | false | missing (Text to, LongWritable 3); unexpected (Text to, LongWritable 2)
          be 2      | true  | pair 1: expected (be, 2), found (to, 2)
          be 2      | false | missing (Text be, LongWritable 2); unexpected (Text to, LongWritable 2)
          be 2 to 2 | true  | pair 1: expected (be, 2), found (to, 2); pair 2: missing (to, 2)
          be 2 to 2 | false | missing (Text be, LongWritable 2)
          """)
  void namesEachDifferenceOfAMapper(String expected, boolean orderMatters, String differences) {
    assertDifferences(
        new MapDriver<>(new Mapper<Text, LongWritable, Text, LongWritable>())
            .withInput(new Text("to"), number(2)),
        expected,
        orderMatters,
        differences);
  }

  /** The reducer sums 4 and 6 of "to". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          be 10       | true  | pair 1: expected (be, 10), found (to, 10)
          be 10       | false | missing (Text be, LongWritable 10); unexpected (Text to, LongWritable 10)
          to 12       | true  | pair 1: expected (to, 12), found (to, 10)
          to 12       | false | missing (Text to, LongWritable 12); unexpected (Text to, LongWritable 10)
          to 4        | true  | pair 1: expected (to, 4), found (to, 10)
          to 4        | false | missing (Text to, LongWritable 4); unexpected (Text to, LongWritable 10)
          to 4 to 6   | true  | pair 1: expected (to, 4), found (to, 10); pair 2: missing (to, 6)
          to 4 to 6   | false | missing (Text to, LongWritable 4); missing (Text to, LongWritable 6); unexpected (Text to, LongWritable 10)
          to 10 to 10 | true  | pair 2: missing (to, 10)
          to 10 to 10 | false | missing (Text to, LongWritable 10)
          be 10 to 10 | true  | pair 1: expected (be, 10), found (to, 10); pair 2: missing (to, 10)
          be 10 to 10 | false | missing (Text be, LongWritable 10)
          to 10 be 10 | true  | pair 2: missing (be, 10)
          to 10 be 10 | false | missing (Text be, LongWritable 10)
          """)
  void namesEachDifferenceOfAReducer(String expected, boolean orderMatters, String differences) {
    assertDifferences(
        new ReduceDriver<>(new SumReducer())
            .withInput(new Text("to"), List.of(number(4), number(6))),
        expected,
        orderMatters,
        differences);
  }

  @Test
  void comparesAJobsOutputInOrderOrInAny() throws Exception {
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> driver =
        MapReduceDriver.newMapReduceDriver(LengthMapper::new, SumReducer::new);
    driver
        .withInput(number(0), new Text("to be to"))
        .withAllOutput(List.of(count("to", 4), count("be", 2)));

    driver.runTest(false);

    assertThatThrownBy(driver::runTest)
        .hasMessageContaining("pair 1: expected (to, 4), found (be, 2)")
        .hasMessageContaining("pair 2: expected (be, 2), found (to, 4)");
  }

  private static void assertDifferences(
      Driver<Text, LongWritable, ?> driver, String expected, boolean orderMatters, String lines) {
    String[] words = expected.isEmpty() ? new String[0] : expected.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      driver.withOutput(count(words[i], Long.parseLong(words[i + 1])));
    }

    assertThatThrownBy(() -> driver.runTest(orderMatters))
        .isInstanceOf(AssertionError.class)
        .satisfies(
            error ->
                assertThat(Arrays.stream(error.getMessage().split("\n  ", -1)).skip(1))
                    .containsExactly(lines.split("; ", -1)));
  }

  @Test
  void takesValuesForEqualThatTheTestSaysAreEqual() throws Exception {
    MapDriver<Text, DoubleWritable, Text, DoubleWritable> driver =
        new MapDriver<Text, DoubleWritable, Text, DoubleWritable>()
            .withMapper(Mapper<Text, DoubleWritable, Text, DoubleWritable>::new)
            .withEquality((a, b) -> Math.abs(a.get() - b.get()) < 0.01);
    driver
        .withInput(new Text("to"), new DoubleWritable(1.001))
        .withOutput(new Text("to"), new DoubleWritable(1));

    driver.runTest();
    driver.runTest(false);
    driver.withInput(new Text("to"), new DoubleWritable(2.1));
    driver.withOutput(new Text("to"), new DoubleWritable(2));

    assertThatThrownBy(driver::runTest).hasMessageContaining("expected (to, 2.0), found (to, 2.1)");
    assertThatThrownBy(() -> driver.runTest(false))
        .hasMessageContaining("missing (Text to, Double");
  }

  @Test
  void comparesCountersOfEveryTask() throws Exception {
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> driver =
        MapReduceDriver.newMapReduceDriver(LengthMapper::new, CountingReducer::new);
    driver.withInput(number(0), new Text("to be to")).run();

    assertThat(driver.getCounters().findCounter(Counter.LINES).getValue()).isEqualTo(1);
    assertThat(driver.getCounters().findCounter("words", "keys").getValue()).isEqualTo(2);
    driver
        .withAllOutput(List.of(count("be", 2), count("to", 2), count("to", 2)))
        .withCounter(Counter.LINES, 1)
        .withCounter("words", "keys", 2)
        .withCounter("words", "bytes", 8)
        .withCounter("words", "no such counter", 0)
        .runTest();
  }

  @Test
  void namesWrongCounters() {
    assertThatThrownBy(
            () ->
                MapReduceDriver.newMapReduceDriver(LengthMapper::new, CountingReducer::new)
                    .withInput(number(0), new Text("to"))
                    .withOutput(new Text("to"), number(2))
                    .withCounter(Counter.LINES, 4)
                    .withCounter("words", "keys", 20)
                    .runTest())
        .hasMessage("counter LINES: expected 4, found 1\n  counter keys: expected 20, found 1");
  }

  @Test
  void holdsCountersStrictlyOnDemand() throws Exception {
    for (boolean strict : new boolean[] {true, false}) {
      for (Driver<Text, LongWritable, ?> driver : counting()) {
        if (strict) {
          driver.withStrictCounterChecking();
        }
        driver
            .withCounter(Counter.LINES, 1)
            .withCounter("words", "bytes", 2)
            .withCounter("words", "keys", 1)
            .runTest();
      }
    }
    for (Driver<Text, LongWritable, ?> driver : counting()) {
      driver.withStrictCounterChecking().withCounter("words", "keys", 1);
      assertThatThrownBy(driver::runTest)
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              "counter deviceid.testkit.Words$Counter LINES: unexpected, found 1\n"
                  + "  counter words bytes: unexpected, found 2");
    }
    for (Driver<Text, LongWritable, ?> driver : counting()) {
      driver
          .withStrictCounterChecking()
          .withCounter(Counter.LINES, 1)
          .withCounter("words", "bytes", 2);
      assertThatThrownBy(driver::runTest).hasMessage("counter words keys: unexpected, found 1");
    }
  }

  /** A mapper, a reducer and a job, each of which counts a line, 2 bytes and a key. */
  private static List<Driver<Text, LongWritable, ?>> counting() {
    return List.of(
        MapDriver.newMapDriver(
                () ->
                    new LengthMapper() {
                      @Override
                      protected void setup(Context context) {
                        context.getCounter("words", "keys").increment(1);
                      }
                    })
            .withInput(number(0), new Text("to"))
            .withOutput(new Text("to"), number(2)),
        ReduceDriver.newReduceDriver(
                () ->
                    new CountingReducer() {
                      @Override
                      protected void setup(Context context) {
                        context.getCounter(Counter.LINES).increment(1);
                        context.getCounter("words", "bytes").increment(2);
                      }
                    })
            .withInput(new Text("to"), List.of(number(2)))
            .withOutput(new Text("to"), number(2)),
        MapReduceDriver.newMapReduceDriver(LengthMapper::new, CountingReducer::new)
            .withInput(number(0), new Text("to"))
            .withOutput(new Text("to"), number(2)));
  }

  @Test
  void countsInTheCountersThatItIsGiven() throws IOException {
    Counters shared = new Counters();
    shared.findCounter(Counter.LINES).setValue(5);
    MapDriver.newMapDriver(new LengthMapper())
        .withCounters(shared)
        .withInput(number(0), new Text("to"))
        .withOutput(new Text("to"), number(2))
        .withCounter(Counter.LINES, 6)
        .runTest();
    MapDriver<LongWritable, Text, Text, LongWritable> second =
        MapDriver.newMapDriver(new LengthMapper());
    second.setCounters(shared);
    second.withInput(number(0), new Text("to")).run();

    assertThat(shared.findCounter(Counter.LINES).getValue()).isEqualTo(7);
    assertThat(second.getCounters()).isSameAs(shared);
  }

  /** Copies its input, and counts keys. */
  static class CountingReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text key, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      context.getCounter("words", "keys").increment(1);
      super.reduce(key, values, context);
    }
  }
}
