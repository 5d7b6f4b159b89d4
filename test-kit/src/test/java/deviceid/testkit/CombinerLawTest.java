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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.DoubleWritable;
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

  /** A sum of doubles depends on its order in the last digits, combiner or not. */
  @Test
  void judgesSumsOfDoublesWithinATolerance() throws Exception {
    assertThatThrownBy(doubles(DoubleSum::new)::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("output differs");

    doubles(DoubleSum::new).withEquality(CombinerLawTest::close).check();

    assertThatThrownBy(doubles(Forgetful::new).withEquality(CombinerLawTest::close)::check)
        .hasMessageStartingWith("the combiner changes the result");
  }

  /** The texts of a word in any order; one is lost where a combiner drops it. */
  @Test
  void judgesListsByTheirElements() throws Exception {
    texts(ConcatReducer::new).withEquality(CombinerLawTest::sameWords).check();

    assertThatThrownBy(texts(LastReducer::new).withEquality(CombinerLawTest::sameWords)::check)
        .hasMessageStartingWith("the combiner changes the result");
  }

  private static boolean close(DoubleWritable a, DoubleWritable b) {
    return Math.abs(a.get() - b.get()) <= 1e-9 * Math.abs(a.get());
  }

  private static boolean sameWords(Text a, Text b) {
    return sorted(a).equals(sorted(b));
  }

  private static List<String> sorted(Text words) {
    return Stream.of(words.toString().split(" ", -1)).sorted().toList();
  }

  private static CombinerLaw<Text, DoubleWritable, Text, DoubleWritable, Text, DoubleWritable>
      doubles(Supplier<Reducer<Text, DoubleWritable, Text, DoubleWritable>> combiner) {
    CombinerLaw<Text, DoubleWritable, Text, DoubleWritable, Text, DoubleWritable> law =
        CombinerLaw.of(Mapper::new, combiner, DoubleSum::new);
    for (int i = 1; i < 20; i++) {
      law.withInput(new Text("a"), new DoubleWritable(1.0 / i));
    }
    return law;
  }

  private static CombinerLaw<Text, Text, Text, Text, Text, Text> texts(
      Supplier<Reducer<Text, Text, Text, Text>> combiner) {
    CombinerLaw<Text, Text, Text, Text, Text, Text> law =
        CombinerLaw.of(Mapper::new, combiner, ConcatReducer::new);
    for (String word : List.of("to", "be", "or", "not")) {
      law.withInput(new Text("a"), new Text(word));
    }
    return law;
  }

  /** Adds up. */
  static class DoubleSum extends Reducer<Text, DoubleWritable, Text, DoubleWritable> {
    @Override
    protected void reduce(Text key, Iterable<DoubleWritable> values, Context context)
        throws IOException, InterruptedException {
      double sum = 0;
      for (DoubleWritable value : values) {
        sum += value.get();
      }
      context.write(key, new DoubleWritable(sum));
    }
  }

  /** Adds up all but the first. */
  static class Forgetful extends DoubleSum {
    @Override
    protected void reduce(Text key, Iterable<DoubleWritable> values, Context context)
        throws IOException, InterruptedException {
      values.iterator().next();
      super.reduce(key, values, context);
    }
  }

  /** The texts of a key, one after the other. */
  static class ConcatReducer extends Reducer<Text, Text, Text, Text> {
    @Override
    protected void reduce(Text key, Iterable<Text> values, Context context)
        throws IOException, InterruptedException {
      List<String> words = new ArrayList<>();
      values.forEach(value -> words.add(value.toString()));
      context.write(key, new Text(String.join(" ", words)));
    }
  }

  /** The last text of a key. */
  static class LastReducer extends Reducer<Text, Text, Text, Text> {
    @Override
    protected void reduce(Text key, Iterable<Text> values, Context context)
        throws IOException, InterruptedException {
      Text last = new Text();
      values.forEach(last::set);
      context.write(key, last);
    }
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
