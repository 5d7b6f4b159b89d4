// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.DifferenceReducer;
import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.MaxReducer;
import deviceid.testkit.Sums.StatefulCombiner;
import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Sums.ZeroDroppingCombiner;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The law leaves honest combiners alone, names what else may be wrong and repeats itself. */
class CombinerLawTest {

  /** Words with sums of 0 and more, some of which share their first letter. */
  static final List<Pair<Text, LongWritable>> INPUT =
      List.of(
          count("a", 7),
          count("b", 3),
          count("zero", 0),
          count("a", 12),
          count("ab", 1),
          count("b", 30),
          count("a", 2));

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void holdsForSumsAndLargestValues(int reducers) throws Exception {
    law(SumReducer::new, SumReducer::new).withReducers(reducers).check();
    law(MaxReducer::new, MaxReducer::new).withReducers(reducers).check();
  }

  /** Summing combiners under a reducer of another kind, with output of another type. */
  @Test
  void holdsWhereTheReducerDoesWhatNoCombinerMay() throws Exception {
    Supplier<Reducer<Text, LongWritable, Text, Text>> describe =
        () ->
            new Reducer<>() {
              @Override
              protected void reduce(Text word, Iterable<LongWritable> values, Context context)
                  throws IOException, InterruptedException {
                long sum = 0;
                for (LongWritable value : values) {
                  sum += value.get();
                }
                context.write(word, new Text("sum " + sum));
              }
            };

    CombinerLaw.of(PairMapper::new, SumReducer::new, describe)
        .withInput(new Text("a"), number(1))
        .withInput(new Text("a"), number(2))
        .check();
  }

  @ParameterizedTest
  @MethodSource("dependOnOrder")
  void saysSoWhereTheJobDependsOnOrderWithoutAnyCombiner(CombinerLaw<?, ?, ?, ?, ?, ?> law) {
    assertThatThrownBy(law::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("without any combiner the result depends on splits");
  }

  static Stream<CombinerLaw<?, ?, ?, ?, ?, ?>> dependOnOrder() {
    return Stream.of(
        CombinerLaw.of(PairMapper::new, SumReducer::new, ListReducer::new).withAll(INPUT),
        law(SumReducer::new, DifferenceReducer::new));
  }

  @Test
  void repeatsAFailureFromTheSeedThatItNames() {
    String message = failure(law(StatefulCombiner::new, SumReducer::new).withSeed(500));
    long seed = Long.parseLong(message.replaceAll("(?s).*withSeed\\(([0-9]+)\\).*", "$1"));

    assertThat(failure(law(StatefulCombiner::new, SumReducer::new).withSeed(seed).withTrials(1)))
        .isEqualTo(message);
  }

  @Test
  void drawsOtherPlansFromOtherSeeds() {
    assertThat(failure(law(StatefulCombiner::new, SumReducer::new).withSeed(1)))
        .isNotEqualTo(failure(law(StatefulCombiner::new, SumReducer::new).withSeed(1000)));
  }

  @Test
  void passesTheConfigurationOn() {
    Configuration conf = new Configuration(false);
    conf.setLong("words.value", 0);

    assertThatCode(
            CombinerLaw.of(Words.LengthMapper::new, ZeroDroppingCombiner::new, SumReducer::new)
                    .withInput(number(0), new Text("to be"))
                ::check)
        .doesNotThrowAnyException();
    assertThatThrownBy(
            CombinerLaw.of(Words.LengthMapper::new, ZeroDroppingCombiner::new, SumReducer::new)
                    .withInput(number(0), new Text("to be"))
                    .withConfiguration(conf)
                ::check)
        .hasMessageContaining("missing (Text be, LongWritable 0)");
  }

  @Test
  void refusesToProveNothing() {
    assertThatThrownBy(CombinerLaw.of(PairMapper::new, SumReducer::new, SumReducer::new)::check)
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> law(SumReducer::new, SumReducer::new).withTrials(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> law(SumReducer::new, SumReducer::new).withPasses(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Writes its input as it is. */
  static class PairMapper extends Mapper<Text, LongWritable, Text, LongWritable> {}

  /** A law of pairs, some of whose sums are 0. */
  static CombinerLaw<Text, LongWritable, Text, LongWritable, Text, LongWritable> law(
      Supplier<? extends Reducer<Text, LongWritable, Text, LongWritable>> combiner,
      Supplier<? extends Reducer<Text, LongWritable, Text, LongWritable>> reducer) {
    return CombinerLaw.of(PairMapper::new, combiner, reducer).withAll(INPUT);
  }

  private static String failure(CombinerLaw<?, ?, ?, ?, ?, ?> law) {
    try {
      law.check();
    } catch (AssertionError e) {
      return e.getMessage();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("the law holds");
  }
}
