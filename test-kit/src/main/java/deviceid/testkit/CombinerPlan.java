// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * One of the many ways in which a job may go, drawn from a seed: how the input is cut into splits,
 * each mapper's output into spills, which runs meet in a combiner on the map side and on the reduce
 * side, and in which order. Without a combiner the same seed gives the same splits and spills.
 */
final class CombinerPlan<K1, V1, K2, V2> {

  private static final int MAX_SPLITS = 4;
  private static final int MAX_SPILLS = 3;

  private final Flow<K2, V2> flow;
  private final Supplier<? extends Reducer<K2, V2, K2, V2>> combiner;
  private final int maxPasses;
  private final Random cuts;
  private final Random orders;
  private final List<String> steps = new ArrayList<>();

  /**
   * @param combiner null for none
   * @param maxPasses how often at most it runs, for each mapper's output and before the reducers
   */
  CombinerPlan(
      Flow<K2, V2> flow,
      Supplier<? extends Reducer<K2, V2, K2, V2>> combiner,
      int maxPasses,
      long seed) {
    this.flow = flow;
    this.combiner = combiner;
    this.maxPasses = maxPasses;
    SplittableRandom mixed = new SplittableRandom(seed); // neighbouring seeds begin alike
    this.cuts = new Random(mixed.nextLong());
    this.orders = new Random(mixed.nextLong());
  }

  <K3, V3> List<Pair<K3, V3>> run(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer,
      List<Pair<K1, V1>> input)
      throws IOException, InterruptedException {
    List<List<Pair<K1, V1>>> splits = cut(input, MAX_SPLITS);
    steps.add("splits of " + sizes(splits) + " inputs");
    List<List<RawPair>> runs = new ArrayList<>();
    for (int task = 0; task < splits.size(); task++) {
      List<List<RawPair>> spills =
          cut(flow.map(mapper, splits.get(task), Flow.SOME_FILE, task), MAX_SPILLS);
      steps.add("map " + task + ": spills of " + sizes(spills) + " pairs");
      runs.addAll(combined(spills.stream().map(flow::sort).toList()));
    }
    steps.add("reduce: runs of " + sizes(runs) + " pairs");
    return flow.reduce(reducer, combined(runs));
  }

  /** What has been done so far, for whoever has to find out why it went wrong. */
  @Override
  public String toString() {
    return String.join("; ", steps);
  }

  /** Merges and combines random runs, 0 or more times; leaves the runs in random order. */
  private List<List<RawPair>> combined(List<List<RawPair>> runs)
      throws IOException, InterruptedException {
    List<List<RawPair>> left = new ArrayList<>(runs);
    int passes = combiner == null ? 0 : orders.nextInt(maxPasses + 1);
    for (int pass = 0; pass < passes; pass++) {
      Collections.shuffle(left, orders);
      List<List<RawPair>> some = left.subList(0, 1 + orders.nextInt(left.size()));
      steps.add("combine " + sizes(some));
      List<RawPair> one = flow.combine(combiner, flow.merge(some));
      some.clear();
      left.add(one);
    }
    Collections.shuffle(left, orders);
    return left;
  }

  /** The list in 1 to {@code most} pieces of random size, empty ones too. */
  private <T> List<List<T>> cut(List<T> whole, int most) {
    int pieces = 1 + cuts.nextInt(most);
    int[] ends = cuts.ints(pieces - 1, 0, whole.size() + 1).sorted().toArray();
    List<List<T>> cut = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < pieces; i++) {
      int to = i < ends.length ? ends[i] : whole.size();
      cut.add(whole.subList(from, to));
      from = to;
    }
    return cut;
  }

  private static String sizes(List<? extends List<?>> lists) {
    return lists.stream().map(list -> "" + list.size()).collect(Collectors.joining(" + "));
  }
}
