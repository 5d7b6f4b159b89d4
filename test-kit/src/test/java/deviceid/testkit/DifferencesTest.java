// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Words.LengthMapper;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.io.ArrayWritable;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.Mapper;
import org.junit.jupiter.api.Test;

/** What a failure shows, and what it takes for one; a mapper stands for all drivers. */
class DifferencesTest {

  private final MapDriver<LongWritable, Text, Text, LongWritable> driver =
      MapDriver.newMapDriver(LengthMapper::new);

  @Test
  void showsEachDifferenceAndEachWrongCounter() {
    driver
        .withInput(number(0), new Text("to be or not"))
        .withOutput(new Text("to"), number(3))
        .withOutput(new Text("be"), number(2))
        .withCounter(Words.Counter.LINES, 7);

    assertThatThrownBy(driver::runTest)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            output differs: expected 2 pairs, found 4
              pair 1: expected (to, 3), found (to, 2)
              pair 3: unexpected (or, 2)
              pair 4: unexpected (not, 3)
              counter LINES: expected 7, found 1\
            """);
  }

  @Test
  void expectsNoOutputWhereNoneIsGiven() {
    driver.withInput(number(0), new Text("to"));

    assertThatThrownBy(driver::runTest).hasMessageContaining("unexpected (to, 2)");
  }

  @Test
  void mindsOrderOnlyWhereItMatters() throws Exception {
    driver
        .withInput(number(0), new Text("to be"))
        .withOutput(new Text("be"), number(2))
        .withOutput(new Text("to"), number(2));

    driver.runTest(false);

    assertThatThrownBy(driver::runTest).hasMessageContaining("the same ones in another order");
  }

  @Test
  void countsEqualPairsOneByOne() {
    driver
        .withInput(number(0), new Text("to be to"))
        .withAllOutput(List.of(count("to", 2), count("be", 2), count("be", 2)));

    assertThatThrownBy(() -> driver.runTest(false))
        .hasMessageContaining("missing (Text be, LongWritable 2)")
        .hasMessageContaining("unexpected (Text to, LongWritable 2)");
  }

  /** The plain mapper writes what it reads. */
  @Test
  void namesTheClassesWhereTheTextIsTheSame() {
    assertThatThrownBy(
            MapDriver.newMapDriver(Mapper<LongWritable, Writable, LongWritable, Writable>::new)
                    .withInput(number(1), number(5))
                    .withOutput(number(1), new IntWritable(5))
                ::runTest)
        .hasMessageContaining(
            "expected (LongWritable 1, IntWritable 5), found (LongWritable 1, LongWritable 5)");
  }

  @Test
  void comparesWritablesWithoutEqualsByTheirBytes() throws Exception {
    MapDriver<LongWritable, Texts, LongWritable, Texts> plain = MapDriver.newMapDriver(Mapper::new);
    plain.withInput(number(1), new Texts("a", "b")).withOutput(number(1), new Texts("a", "b"));

    plain.runTest();
    plain.runTest(false);
  }

  @Test
  void cutsShortWhatIsLong() {
    driver
        .withInput(number(0), new Text("x".repeat(1000) + " y".repeat(40)))
        .withOutput(new Text("x"), number(1));

    assertThatThrownBy(driver::runTest)
        .hasMessageContaining("x".repeat(200) + "... (1000 characters), 1000)")
        .hasMessageEndingWith("... and 21 more");
  }

  /** Has no equals. */
  static class Texts extends ArrayWritable {
    Texts() {
      this(new String[0]);
    }

    Texts(String... texts) {
      super(Text.class, Stream.of(texts).map(Text::new).toArray(Text[]::new));
    }
  }
}
