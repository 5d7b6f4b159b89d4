// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Tests a reducer alone: in, keys with one or more values each; out, what it writes. Keys are
 * sorted and grouped as the job does it, so equal keys become one group; the values of a key keep
 * their order.
 *
 * @param <K1> input key
 * @param <V1> input value, of which a key has a list
 * @param <K2> output key
 * @param <V2> output value
 */
public final class ReduceDriver<K1, V1, K2, V2>
    extends Driver<K1, List<V1>, K2, V2, ReduceDriver<K1, V1, K2, V2>> {

  private final Supplier<? extends Reducer<K1, V1, K2, V2>> reducer;

  private ReduceDriver(Supplier<? extends Reducer<K1, V1, K2, V2>> reducer) {
    this.reducer = reducer;
  }

  /** A driver of the reducers that {@code reducer} makes, one each run. */
  public static <K1, V1, K2, V2> ReduceDriver<K1, V1, K2, V2> newReduceDriver(
      Supplier<? extends Reducer<K1, V1, K2, V2>> reducer) {
    return new ReduceDriver<>(reducer);
  }

  @Override
  List<Pair<K2, V2>> run(List<Pair<K1, List<V1>>> inputs, Counters count)
      throws IOException, InterruptedException {
    Flow<K1, V1> flow = new Flow<>(getConfiguration(), 1, count);
    List<List<RawPair>> runs = new ArrayList<>();
    for (Pair<K1, List<V1>> input : inputs) {
      if (input.value().isEmpty()) {
        throw new IllegalArgumentException("no reducer meets a key without values: " + input.key());
      }
      runs.add(flow.group(input.key(), input.value()));
    }
    return flow.reduce(reducer, runs);
  }

  @Override
  ReduceDriver<K1, V1, K2, V2> self() {
    return this;
  }
}
