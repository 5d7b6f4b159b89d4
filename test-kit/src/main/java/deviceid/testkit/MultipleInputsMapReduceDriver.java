// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Tests a job of several mappers, each with its own input, and one reducer, as {@code
 * MultipleInputs} makes it: in, pairs for each mapper; out, what the reducers write. Each mapper is
 * one task, in the order in which they are added.
 *
 * @param <K1> key between map and reduce
 * @param <V1> value between map and reduce
 * @param <K2> output key
 * @param <V2> output value
 */
public final class MultipleInputsMapReduceDriver<K1, V1, K2, V2>
    extends ShuffleDriver<K1, V1, K2, V2, MultipleInputsMapReduceDriver<K1, V1, K2, V2>> {

  private final Map<Mapper<?, ?, K1, V1>, Source<?, ?, K1, V1>> sources = new LinkedHashMap<>();

  /** A driver whose reducer is given later. */
  public MultipleInputsMapReduceDriver() {}

  /** A driver of one reducer, which runs once. */
  public MultipleInputsMapReduceDriver(Reducer<K1, V1, K2, V2> reducer) {
    withReducer(reducer);
  }

  /** A driver whose reducer is given later. */
  public static <K1, V1, K2, V2>
      MultipleInputsMapReduceDriver<K1, V1, K2, V2> newMultipleInputMapReduceDriver() {
    return new MultipleInputsMapReduceDriver<>();
  }

  /** A driver of one reducer, which runs once. */
  public static <K1, V1, K2, V2>
      MultipleInputsMapReduceDriver<K1, V1, K2, V2> newMultipleInputMapReduceDriver(
          Reducer<K1, V1, K2, V2> reducer) {
    return new MultipleInputsMapReduceDriver<>(reducer);
  }

  /** Adds a mapper, which runs once and needs input. */
  public MultipleInputsMapReduceDriver<K1, V1, K2, V2> withMapper(Mapper<?, ?, K1, V1> mapper) {
    source(mapper);
    return this;
  }

  /** As {@link #withMapper}. */
  public void addMapper(Mapper<?, ?, K1, V1> mapper) {
    withMapper(mapper);
  }

  /** Adds an input of a mapper, and the mapper where it is new. */
  public <K, V> MultipleInputsMapReduceDriver<K1, V1, K2, V2> withInput(
      Mapper<K, V, K1, V1> mapper, K key, V value) {
    source(mapper).pairs.add(copiedInput(key, value));
    return this;
  }

  /** As {@link #withInput(Mapper, Object, Object)}. */
  public <K, V> MultipleInputsMapReduceDriver<K1, V1, K2, V2> withInput(
      Mapper<K, V, K1, V1> mapper, Pair<K, V> pair) {
    return withInput(mapper, pair.key(), pair.value());
  }

  /** Adds inputs of a mapper. */
  public <K, V> MultipleInputsMapReduceDriver<K1, V1, K2, V2> withAll(
      Mapper<K, V, K1, V1> mapper, List<Pair<K, V>> pairs) {
    pairs.forEach(pair -> withInput(mapper, pair));
    return this;
  }

  /** As {@link #withInput(Mapper, Object, Object)}. */
  public <K, V> void addInput(Mapper<K, V, K1, V1> mapper, K key, V value) {
    withInput(mapper, key, value);
  }

  /** As {@link #withInput(Mapper, Pair)}. */
  public <K, V> void addInput(Mapper<K, V, K1, V1> mapper, Pair<K, V> pair) {
    withInput(mapper, pair);
  }

  /** As {@link #withAll}. */
  public <K, V> void addAll(Mapper<K, V, K1, V1> mapper, List<Pair<K, V>> pairs) {
    withAll(mapper, pairs);
  }

  /** The file that a mapper's input split names; it need not be there. */
  public MultipleInputsMapReduceDriver<K1, V1, K2, V2> withMapInputPath(
      Mapper<?, ?, K1, V1> mapper, Path path) {
    source(mapper).file = path;
    return this;
  }

  /** As {@link #withMapInputPath}. */
  public void setMapInputPath(Mapper<?, ?, K1, V1> mapper, Path path) {
    withMapInputPath(mapper, path);
  }

  @Override
  void requireInput() {
    requireInput(sources.values()); // nor a mapper
    sources.forEach(
        (mapper, source) -> require(!source.pairs.isEmpty(), "no input for the mapper " + mapper));
  }

  @Override
  List<Pair<K2, V2>> run(Configuration job, Counters count)
      throws IOException, InterruptedException {
    Flow<K1, V1> flow = new Flow<>(job, reducers(), count);
    List<List<RawPair>> runs = new ArrayList<>();
    for (Source<?, ?, K1, V1> source : sources.values()) {
      runs.add(combined(flow, source.map(flow, runs.size())));
    }
    return reduce(flow, runs);
  }

  /** A mapper and its input. */
  private static final class Source<K, V, K1, V1> {
    private final Supplier<Mapper<K, V, K1, V1>> mapper;
    private final List<Pair<K, V>> pairs = new ArrayList<>();
    private Path file = Flow.SOME_FILE;

    Source(Mapper<K, V, K1, V1> mapper) {
      this.mapper = Flow.once(mapper);
    }

    List<RawPair> map(Flow<K1, V1> flow, int task) throws IOException, InterruptedException {
      return flow.map(mapper, pairs, file, task);
    }
  }

  @SuppressWarnings("unchecked") // under each mapper its own source
  private <K, V> Source<K, V, K1, V1> source(Mapper<K, V, K1, V1> mapper) {
    return (Source<K, V, K1, V1>) sources.computeIfAbsent(mapper, m -> new Source<>(mapper));
  }
}
