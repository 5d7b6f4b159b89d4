// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * What follows the mappers: pairs are serialized, partitioned, sorted and grouped as the job does
 * it; the combiner runs once over the output of each mapper. {@link CombinerLaw} runs it in all the
 * other ways in which Hadoop may.
 *
 * @param <K2> key between map and reduce
 * @param <V2> value between map and reduce
 * @param <K3> output key
 * @param <V3> output value
 * @param <D> the driver itself
 */
public abstract sealed class ShuffleDriver<K2, V2, K3, V3, D extends Driver<K3, V3, D>>
    extends Driver<K3, V3, D> permits MapReduceDriver, MultipleInputsMapReduceDriver {

  private Supplier<? extends Reducer<K2, V2, K3, V3>> reducer = Flow.none("reducer");
  private Supplier<? extends Reducer<K2, V2, K2, V2>> combiner;
  private int reducers = 1;

  ShuffleDriver() {}

  /** Runs the reducers that this makes, one each task. */
  public final D withReducer(Supplier<? extends Reducer<K2, V2, K3, V3>> made) {
    reducer = made;
    return self();
  }

  /** Runs this reducer, once. */
  public final D withReducer(Reducer<K2, V2, K3, V3> instance) {
    return withReducer(Flow.once(instance));
  }

  /** As {@link #withReducer(Reducer)}. */
  public final void setReducer(Reducer<K2, V2, K3, V3> instance) {
    withReducer(instance);
  }

  /** Runs the combiners that this makes, one each mapper and partition. */
  public final D withCombiner(Supplier<? extends Reducer<K2, V2, K2, V2>> made) {
    combiner = made;
    return self();
  }

  /** Runs this combiner, once. */
  public final D withCombiner(Reducer<K2, V2, K2, V2> instance) {
    return withCombiner(Flow.once(instance));
  }

  /** As {@link #withCombiner(Reducer)}. */
  public final void setCombiner(Reducer<K2, V2, K2, V2> instance) {
    withCombiner(instance);
  }

  /**
   * @throws IllegalArgumentException if there is none: test a mapper without a reducer with {@link
   *     MapDriver}
   */
  public final D withReducers(int count) {
    reducers = oneOrMore(count, "reducers");
    return self();
  }

  /** Asked, as in Hadoop, only where there is more than one reducer. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public final D withPartitioner(Class<? extends Partitioner> partitioner) {
    return withClass(MRJobConfig.PARTITIONER_CLASS_ATTR, partitioner, Partitioner.class);
  }

  /** Which keys make one group for the reducer. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public final D withKeyGroupingComparator(Class<? extends RawComparator> comparator) {
    return withClass(MRJobConfig.GROUP_COMPARATOR_CLASS, comparator, RawComparator.class);
  }

  /** As with its class, of which Hadoop makes its own. */
  public final D withKeyGroupingComparator(RawComparator<?> comparator) {
    return withKeyGroupingComparator(comparator.getClass());
  }

  /** As {@link #withKeyGroupingComparator(RawComparator)}. */
  public final void setKeyGroupingComparator(RawComparator<?> comparator) {
    withKeyGroupingComparator(comparator);
  }

  /** In which order keys are sorted. */
  @SuppressWarnings("rawtypes") // a class has no type parameters
  public final D withKeyOrderComparator(Class<? extends RawComparator> comparator) {
    return withClass(MRJobConfig.KEY_COMPARATOR, comparator, RawComparator.class);
  }

  /** As with its class, of which Hadoop makes its own. */
  public final D withKeyOrderComparator(RawComparator<?> comparator) {
    return withKeyOrderComparator(comparator.getClass());
  }

  /** As {@link #withKeyOrderComparator(RawComparator)}. */
  public final void setKeyOrderComparator(RawComparator<?> comparator) {
    withKeyOrderComparator(comparator);
  }

  final int reducers() {
    return reducers;
  }

  /** What a mapper wrote, as its sorted and perhaps combined run. */
  final List<RawPair> combined(Flow<K2, V2> flow, List<RawPair> written)
      throws IOException, InterruptedException {
    List<RawPair> run = flow.sort(written);
    return combiner == null ? run : flow.combine(combiner, run);
  }

  final List<Pair<K3, V3>> reduce(Flow<K2, V2> flow, List<List<RawPair>> runs)
      throws IOException, InterruptedException {
    return flow.reduce(reducer, runs);
  }

  private D withClass(String property, Class<?> named, Class<?> role) {
    getConfiguration().setClass(property, named, role);
    return self();
  }
}
