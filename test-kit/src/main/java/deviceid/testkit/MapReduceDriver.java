// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Tests a mapper, a reducer and perhaps a combiner together: in, pairs; out, what the reducers
 * write, the first reducer's pairs first. Between them pairs are serialized, partitioned, sorted
 * and grouped as the job does it; the combiner runs once over the output of each mapper. {@link
 * CombinerLaw} runs it in all the other ways in which Hadoop may.
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K2> key between map and reduce
 * @param <V2> value between map and reduce
 * @param <K3> output key
 * @param <V3> output value
 */
public final class MapReduceDriver<K1, V1, K2, V2, K3, V3>
    extends Driver<K1, V1, K3, V3, MapReduceDriver<K1, V1, K2, V2, K3, V3>> {

  private final Supplier<? extends Mapper<K1, V1, K2, V2>> mapper;
  private final Supplier<? extends Reducer<K2, V2, K3, V3>> reducer;
  private Supplier<? extends Reducer<K2, V2, K2, V2>> combiner;
  private int mappers = 1;
  private int reducers = 1;

  private MapReduceDriver(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer) {
    this.mapper = mapper;
    this.reducer = reducer;
  }

  /** A driver of the mappers and reducers that the two make, one each task. */
  public static <K1, V1, K2, V2, K3, V3> MapReduceDriver<K1, V1, K2, V2, K3, V3> newMapReduceDriver(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer) {
    return new MapReduceDriver<>(mapper, reducer);
  }

  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withCombiner(
      Supplier<? extends Reducer<K2, V2, K2, V2>> made) {
    combiner = made;
    return this;
  }

  /**
   * Cuts the input into so many splits, a mapper each, whose sizes differ by at most one.
   *
   * @throws IllegalArgumentException if there is none
   */
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withMappers(int count) {
    mappers = oneOrMore(count, "mappers");
    return this;
  }

  /**
   * @throws IllegalArgumentException if there is none: test a mapper without a reducer with {@link
   *     MapDriver}
   */
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withReducers(int count) {
    reducers = oneOrMore(count, "reducers");
    return this;
  }

  /** Asked, as in Hadoop, only where there is more than one reducer. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withPartitioner(
      Class<? extends Partitioner> partitioner) {
    return with(MRJobConfig.PARTITIONER_CLASS_ATTR, partitioner, Partitioner.class);
  }

  /** Which keys make one group for the reducer. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withKeyGroupingComparator(
      Class<? extends RawComparator> comparator) {
    return with(MRJobConfig.GROUP_COMPARATOR_CLASS, comparator, RawComparator.class);
  }

  /** In which order keys are sorted. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withKeyOrderComparator(
      Class<? extends RawComparator> comparator) {
    return with(MRJobConfig.KEY_COMPARATOR, comparator, RawComparator.class);
  }

  @Override
  List<Pair<K3, V3>> run(List<Pair<K1, V1>> inputs, Counters count)
      throws IOException, InterruptedException {
    Flow<K2, V2> flow = new Flow<>(getConfiguration(), reducers, count);
    List<List<RawPair>> runs = new ArrayList<>();
    int from = 0;
    for (int task = 0; task < mappers; task++) {
      int to = from + inputs.size() / mappers + (task < inputs.size() % mappers ? 1 : 0);
      List<RawPair> run = flow.sort(flow.map(mapper, inputs.subList(from, to), task));
      runs.add(combiner == null ? run : flow.combine(combiner, run));
      from = to;
    }
    return flow.reduce(reducer, runs);
  }

  @Override
  MapReduceDriver<K1, V1, K2, V2, K3, V3> self() {
    return this;
  }

  private MapReduceDriver<K1, V1, K2, V2, K3, V3> with(
      String property, Class<?> named, Class<?> role) {
    getConfiguration().setClass(property, named, role);
    return this;
  }
}
