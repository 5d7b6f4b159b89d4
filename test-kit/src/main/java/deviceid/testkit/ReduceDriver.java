// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Tests a reducer alone: in, groups; out, what it writes. A group is a key with one or more values,
 * or a list of pairs whose keys change under the reducer. Groups reach it as they are and in the
 * order in which they are added; {@link ReduceFeeder} makes sorted ones of pairs.
 *
 * @param <K1> input key
 * @param <V1> input value, of which a key has a list
 * @param <K2> output key
 * @param <V2> output value
 */
public final class ReduceDriver<K1, V1, K2, V2> extends Driver<K2, V2, ReduceDriver<K1, V1, K2, V2>>
    implements Inputs<K1, List<V1>, ReduceDriver<K1, V1, K2, V2>> {

  private final List<List<Pair<K1, V1>>> groups = new ArrayList<>();
  private final List<V1> inputValues = new ArrayList<>();
  private Supplier<? extends Reducer<K1, V1, K2, V2>> reducer = Flow.none("reducer");
  private K1 inputKey;

  /** A driver whose reducer is given later. */
  public ReduceDriver() {}

  /** A driver of one reducer, which runs once. */
  public ReduceDriver(Reducer<K1, V1, K2, V2> reducer) {
    withReducer(reducer);
  }

  /** A driver of the reducers that {@code reducer} makes, one each run. */
  public static <K1, V1, K2, V2> ReduceDriver<K1, V1, K2, V2> newReduceDriver(
      Supplier<? extends Reducer<K1, V1, K2, V2>> reducer) {
    return new ReduceDriver<K1, V1, K2, V2>().withReducer(reducer);
  }

  /** A driver of one reducer, which runs once. */
  public static <K1, V1, K2, V2> ReduceDriver<K1, V1, K2, V2> newReduceDriver(
      Reducer<K1, V1, K2, V2> reducer) {
    return new ReduceDriver<>(reducer);
  }

  /** A driver whose reducer is given later. */
  public static <K1, V1, K2, V2> ReduceDriver<K1, V1, K2, V2> newReduceDriver() {
    return new ReduceDriver<>();
  }

  /** Runs the reducers that this makes, one each run. */
  public ReduceDriver<K1, V1, K2, V2> withReducer(
      Supplier<? extends Reducer<K1, V1, K2, V2>> made) {
    reducer = made;
    return this;
  }

  /** Runs this reducer, once. */
  public ReduceDriver<K1, V1, K2, V2> withReducer(Reducer<K1, V1, K2, V2> instance) {
    return withReducer(Flow.once(instance));
  }

  /** As {@link #withReducer(Reducer)}. */
  public void setReducer(Reducer<K1, V1, K2, V2> instance) {
    withReducer(instance);
  }

  /**
   * @throws IllegalArgumentException if the key has no values
   */
  @Override
  public ReduceDriver<K1, V1, K2, V2> withInput(K1 key, List<V1> values) {
    return withInput(values.stream().map(value -> new Pair<>(key, value)).toList());
  }

  /**
   * Adds a group of pairs, in this order.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public ReduceDriver<K1, V1, K2, V2> withInput(List<Pair<K1, V1>> group) {
    if (group.isEmpty()) {
      throw new IllegalArgumentException("no reducer meets a key without values");
    }
    groups.add(group.stream().map(pair -> copiedInput(pair.key(), pair.value())).toList());
    return this;
  }

  /** Adds groups of pairs. */
  public ReduceDriver<K1, V1, K2, V2> withAllElements(List<List<Pair<K1, V1>>> added) {
    added.forEach(this::withInput);
    return this;
  }

  /** As {@link #withAllElements}. */
  public void addAllElements(List<List<Pair<K1, V1>>> added) {
    withAllElements(added);
  }

  @Override
  public void clearInput() {
    groups.clear();
  }

  /** Begins a group, to which {@link #withInputValue} adds values. */
  public ReduceDriver<K1, V1, K2, V2> withInputKey(K1 key) {
    complete();
    inputKey = key;
    return this;
  }

  /** Adds a value to the group of the last {@link #withInputKey}. */
  public ReduceDriver<K1, V1, K2, V2> withInputValue(V1 value) {
    inputValues.add(copied(value, value).value());
    return this;
  }

  /** Adds values to the group of the last {@link #withInputKey}. */
  public ReduceDriver<K1, V1, K2, V2> withInputValues(List<V1> values) {
    values.forEach(this::withInputValue);
    return this;
  }

  @Override
  void requireInput() {
    complete();
    require(inputValues.isEmpty(), "there are values without a key");
    requireInput(groups);
  }

  @Override
  List<Pair<K2, V2>> run(Configuration job, Counters count)
      throws IOException, InterruptedException {
    return new Flow<K1, V1>(job, 1, count).reduceGroups(reducer, groups);
  }

  private void complete() {
    if (inputKey != null) {
      withInput(inputKey, inputValues);
      inputKey = null;
      inputValues.clear();
    }
  }
}
