// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Tests a mapper, a reducer and perhaps a combiner together: in, pairs; out, what the reducers
 * write, the first reducer's pairs first.
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K2> key between map and reduce
 * @param <V2> value between map and reduce
 * @param <K3> output key
 * @param <V3> output value
 */
public final class MapReduceDriver<K1, V1, K2, V2, K3, V3>
    extends ShuffleDriver<K2, V2, K3, V3, MapReduceDriver<K1, V1, K2, V2, K3, V3>>
    implements Inputs<K1, V1, MapReduceDriver<K1, V1, K2, V2, K3, V3>> {

  private final List<Pair<K1, V1>> input = new ArrayList<>();
  private Supplier<? extends Mapper<K1, V1, K2, V2>> mapper = Flow.none("mapper");
  private Path file = Flow.SOME_FILE;
  private int mappers = 1;

  /** A driver whose mapper and reducer are given later. */
  public MapReduceDriver() {}

  /** A driver of one mapper and one reducer, which run once. */
  public MapReduceDriver(Mapper<K1, V1, K2, V2> mapper, Reducer<K2, V2, K3, V3> reducer) {
    withMapper(mapper).withReducer(reducer);
  }

  /** A driver of one mapper, one reducer and one combiner, which run once. */
  public MapReduceDriver(
      Mapper<K1, V1, K2, V2> mapper,
      Reducer<K2, V2, K3, V3> reducer,
      Reducer<K2, V2, K2, V2> combiner) {
    withMapper(mapper).withReducer(reducer).withCombiner(combiner);
  }

  /** A driver of the mappers and reducers that the two make, one each task. */
  public static <K1, V1, K2, V2, K3, V3> MapReduceDriver<K1, V1, K2, V2, K3, V3> newMapReduceDriver(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer) {
    return new MapReduceDriver<K1, V1, K2, V2, K3, V3>().withMapper(mapper).withReducer(reducer);
  }

  /** A driver of one mapper and one reducer, which run once. */
  public static <K1, V1, K2, V2, K3, V3> MapReduceDriver<K1, V1, K2, V2, K3, V3> newMapReduceDriver(
      Mapper<K1, V1, K2, V2> mapper, Reducer<K2, V2, K3, V3> reducer) {
    return new MapReduceDriver<>(mapper, reducer);
  }

  /** A driver of one mapper, one reducer and one combiner, which run once. */
  public static <K1, V1, K2, V2, K3, V3> MapReduceDriver<K1, V1, K2, V2, K3, V3> newMapReduceDriver(
      Mapper<K1, V1, K2, V2> mapper,
      Reducer<K2, V2, K3, V3> reducer,
      Reducer<K2, V2, K2, V2> combiner) {
    return new MapReduceDriver<>(mapper, reducer, combiner);
  }

  /** A driver whose mapper and reducer are given later. */
  public static <K1, V1, K2, V2, K3, V3>
      MapReduceDriver<K1, V1, K2, V2, K3, V3> newMapReduceDriver() {
    return new MapReduceDriver<>();
  }

  /** Runs the mappers that this makes, one each task. */
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withMapper(
      Supplier<? extends Mapper<K1, V1, K2, V2>> made) {
    mapper = made;
    return this;
  }

  /** Runs this mapper, once. */
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withMapper(Mapper<K1, V1, K2, V2> instance) {
    return withMapper(Flow.once(instance));
  }

  /** As {@link #withMapper(Mapper)}. */
  public void setMapper(Mapper<K1, V1, K2, V2> instance) {
    withMapper(instance);
  }

  @Override
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withInput(K1 key, V1 value) {
    input.add(copiedInput(key, value));
    return this;
  }

  @Override
  public void clearInput() {
    input.clear();
  }

  /** The file that input splits name; it need not be there. */
  public MapReduceDriver<K1, V1, K2, V2, K3, V3> withMapInputPath(Path path) {
    file = path;
    return this;
  }

  /** As {@link #withMapInputPath}. */
  public void setMapInputPath(Path path) {
    withMapInputPath(path);
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

  @Override
  void requireInput() {
    requireInput(input);
  }

  @Override
  List<Pair<K3, V3>> run(Configuration job, Counters count)
      throws IOException, InterruptedException {
    Flow<K2, V2> flow = new Flow<>(job, reducers(), count);
    List<List<RawPair>> runs = new ArrayList<>();
    int from = 0;
    for (int task = 0; task < mappers; task++) {
      int to = from + input.size() / mappers + (task < input.size() % mappers ? 1 : 0);
      runs.add(combined(flow, flow.map(mapper, input.subList(from, to), file, task)));
      from = to;
    }
    return reduce(flow, runs);
  }
}
