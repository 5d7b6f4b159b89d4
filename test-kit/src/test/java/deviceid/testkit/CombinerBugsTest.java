// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.CombinerLawTest.law;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.CombinerLawTest.PairMapper;
import deviceid.testkit.Sums.KeyChangingCombiner;
import deviceid.testkit.Sums.MeanReducer;
import deviceid.testkit.Sums.OtherTypeCombiner;
import deviceid.testkit.Sums.RoundingCombiner;
import deviceid.testkit.Sums.StatefulCombiner;
import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Sums.ZeroDroppingCombiner;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The six bugs that the law finds. */
class CombinerBugsTest {

  private static final String CHANGES = "the combiner changes the result";

  @ParameterizedTest
  @MethodSource("bugs")
  void finds(Supplier<Reducer<Text, LongWritable, Text, LongWritable>> combiner) {
    assertThatThrownBy(law(combiner, SumReducer::new)::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(CHANGES)
        .hasMessageContaining("seed ")
        .hasMessageContaining("splits of ")
        .hasMessageContaining("combine ")
        .hasMessageContaining("missing (Text ");
  }

  static Stream<Named<Supplier<Reducer<Text, LongWritable, Text, LongWritable>>>> bugs() {
    return Stream.of(
        Named.of("a combiner that changes keys", KeyChangingCombiner::new),
        Named.of("one that drops zero counts", ZeroDroppingCombiner::new),
        Named.of("one that is not associative", RoundingCombiner::new),
        Named.of("one with state between groups", StatefulCombiner::new));
  }

  @Test
  void findsAnAverageInTheCombiner() {
    assertThatThrownBy(law(MeanReducer::new, MeanReducer::new)::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(CHANGES);
  }

  @Test
  void findsACombinerThatEmitsAnotherType() {
    assertThatThrownBy(law(OtherTypeCombiner::new, SumReducer::new)::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "the combiner breaks the job: java.io.IOException: wrong value class: class"
                + " org.apache.hadoop.io.IntWritable is not class"
                + " org.apache.hadoop.io.LongWritable\n  seed ")
        .hasCauseInstanceOf(IOException.class);
  }

  /** One pair a word hides most bugs from a test that runs the combiner once. */
  @Test
  void findsWhatOnePassDoesNotShow() throws Exception {
    MapReduceDriver.newMapReduceDriver(PairMapper::new, SumReducer::new)
        .withCombiner(RoundingCombiner::new)
        .withInput(new Text("a"), number(7))
        .withInput(new Text("a"), number(3))
        .withOutput(new Text("a"), number(10))
        .runTest();

    assertThatThrownBy(
            CombinerLaw.of(PairMapper::new, RoundingCombiner::new, SumReducer::new)
                    .withInput(new Text("a"), number(7))
                    .withInput(new Text("a"), number(3))
                    .withInput(new Text("a"), number(4))
                    .withInput(new Text("a"), number(6))
                ::check)
        .hasMessageStartingWith(CHANGES);
  }
}
