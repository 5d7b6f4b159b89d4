// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * The law of combiners: Hadoop may run one never, once or many times, over any part of the output
 * of mappers, on the map side and on the reduce side, and the result must not change. In, a mapper,
 * a combiner, a reducer and input on which they may differ; {@link #check} draws plans from seeds
 * and compares what the reducers write, in any order, with one mapper's and no combiner's.
 *
 * <pre>{@code
 * CombinerLaw.of(WordMapper::new, IntSumReducer::new, IntSumReducer::new)
 *     .withInput(new LongWritable(0), new Text("to be or not to be"))
 *     .withInput(new LongWritable(19), new Text("that is the question"))
 *     .check();
 * }</pre>
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K2> key between map and reduce
 * @param <V2> value between map and reduce
 * @param <K3> output key
 * @param <V3> output value
 */
public final class CombinerLaw<K1, V1, K2, V2, K3, V3>
    implements Inputs<K1, V1, CombinerLaw<K1, V1, K2, V2, K3, V3>>,
        Settings<CombinerLaw<K1, V1, K2, V2, K3, V3>> {

  private final Supplier<? extends Mapper<K1, V1, K2, V2>> mapper;
  private final Supplier<? extends Reducer<K2, V2, K2, V2>> combiner;
  private final Supplier<? extends Reducer<K2, V2, K3, V3>> reducer;
  private final List<Pair<K1, V1>> input = new ArrayList<>();
  private final Configuration conf = new Configuration();
  private long seed = 1;
  private int trials = 100;
  private int passes = 3;
  private int reducers = 1;
  private BiPredicate<? super V3, ? super V3> equality = Object::equals;

  private CombinerLaw(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K2, V2>> combiner,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer) {
    this.mapper = mapper;
    this.combiner = combiner;
    this.reducer = reducer;
  }

  /** A law for what the three make; a task gets a new one each, a combiner's pass too. */
  public static <K1, V1, K2, V2, K3, V3> CombinerLaw<K1, V1, K2, V2, K3, V3> of(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K2, V2>> combiner,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer) {
    return new CombinerLaw<>(mapper, combiner, reducer);
  }

  @Override
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withInput(K1 key, V1 value) {
    input.add(Serde.copied(conf, key, value));
    return this;
  }

  @Override
  public void clearInput() {
    input.clear();
  }

  @Override
  public Configuration getConfiguration() {
    return conf;
  }

  /**
   * Takes values of the output for equal that are so by this: sums of floating point within a
   * tolerance, lists with the same elements. Keys are compared as before.
   */
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withEquality(
      BiPredicate<? super V3, ? super V3> values) {
    equality = values;
    return this;
  }

  /** The first trial's seed, 1 unless given; each trial after it takes the next. */
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withSeed(long first) {
    seed = first;
    return this;
  }

  /** How many plans are tried, 100 unless given. */
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withTrials(int count) {
    trials = Driver.oneOrMore(count, "trials");
    return this;
  }

  /** How often the combiner runs at most on each side, 3 unless given. */
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withPasses(int most) {
    passes = Driver.oneOrMore(most, "passes");
    return this;
  }

  /** How many reducers, 1 unless given. */
  public CombinerLaw<K1, V1, K2, V2, K3, V3> withReducers(int count) {
    reducers = Driver.oneOrMore(count, "reducers");
    return this;
  }

  /**
   * @throws AssertionError if a plan gives another result or fails, with its seed, its steps and
   *     the difference; it says so where the result depends on the splits without any combiner
   * @throws IOException from a mapper or a reducer, without any combiner
   * @throws IllegalStateException if there is no input
   */
  @SuppressWarnings("try") // cache files are there for the tasks
  public void check() throws IOException {
    Driver.require(!input.isEmpty(), "no input: without any every combiner keeps the law");
    Configuration job = new Configuration(conf);
    try (CacheFiles files = CacheFiles.open(job);
        SideOutputs side = SideOutputs.open(job, List.of())) {
      check(job);
      side.pairs();
    } catch (InterruptedException e) {
      throw Driver.interrupted(e);
    }
  }

  private void check(Configuration job) throws IOException, InterruptedException {
    Flow<K2, V2> plain = flow(job);
    List<Pair<K3, V3>> expected =
        plain.reduce(reducer, List.of(plain.sort(plain.map(mapper, input, Flow.SOME_FILE, 0))));
    for (long trial = seed; trial < seed + trials; trial++) {
      CombinerPlan<K1, V1, K2, V2> without = new CombinerPlan<>(flow(job), null, 0, trial);
      compare(
          expected,
          without.run(mapper, reducer, input),
          "without any combiner the result depends on splits and the order of values",
          trial,
          without);
      CombinerPlan<K1, V1, K2, V2> with = new CombinerPlan<>(flow(job), combiner, passes, trial);
      List<Pair<K3, V3>> found;
      try {
        found = with.run(mapper, reducer, input);
      } catch (IOException | RuntimeException e) {
        throw new AssertionError(headline("the combiner breaks the job: " + e, trial, with), e);
      }
      compare(expected, found, "the combiner changes the result", trial, with);
    }
  }

  private void compare(
      List<Pair<K3, V3>> expected,
      List<Pair<K3, V3>> found,
      String otherwise,
      long trial,
      CombinerPlan<K1, V1, K2, V2> plan)
      throws IOException {
    List<String> differences =
        new Differences<K3, V3>(new Serde(conf), equality)
            .between("output", expected, found, false);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          headline(otherwise, trial, plan) + "\n  " + String.join("\n  ", differences));
    }
  }

  private static String headline(String what, long trial, CombinerPlan<?, ?, ?, ?> plan) {
    return what + "\n  seed " + trial + " (withSeed(" + trial + ").withTrials(1)): " + plan;
  }

  private Flow<K2, V2> flow(Configuration job) {
    return new Flow<>(job, reducers, new Counters());
  }
}
