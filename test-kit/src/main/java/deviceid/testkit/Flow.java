// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.TaskType;

/**
 * A job's steps, one method each, for a driver to put together: in, pairs; between map and reduce,
 * runs of serialized pairs, one run a task or spill; out, pairs that share nothing with the tasks.
 * Every task is a new instance with a copy of the configuration; all add to the same counters.
 */
final class Flow<K2, V2> {

  private final JobConf conf;
  private final Counters counters;
  private final Serde serde;
  private final MapOutput<K2, V2> between;

  Flow(Configuration job, int reducers, Counters counters) {
    this.conf = new JobConf(job);
    this.conf.setNumReduceTasks(reducers);
    this.counters = counters;
    this.serde = new Serde(conf);
    try {
      this.between = new MapOutput<>(conf, serde);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("the configuration names a class that is not there", e);
    }
  }

  /** Runs a mapper without reducers; its output is the job's. */
  <K1, V1> List<Pair<K2, V2>> mapOnly(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper, List<Pair<K1, V1>> split)
      throws IOException, InterruptedException {
    List<Pair<K2, V2>> output = new ArrayList<>();
    map(
        mapper,
        split,
        0,
        (key, value) -> {
          between.requireTypes(key, value);
          output.add(copy(key, value));
        });
    return output;
  }

  /** Runs a mapper; the pairs come in the order in which it writes them. */
  <K1, V1> List<RawPair> map(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper, List<Pair<K1, V1>> split, int task)
      throws IOException, InterruptedException {
    List<RawPair> written = new ArrayList<>();
    map(mapper, split, task, (key, value) -> written.add(between.mapped(key, value)));
    return written;
  }

  /** What a mapper wrote, as a sorted run. */
  List<RawPair> sort(List<RawPair> pairs) {
    return pairs.isEmpty() ? pairs : between.sorted(pairs);
  }

  List<RawPair> merge(List<List<RawPair>> runs) {
    List<List<RawPair>> filled = runs.stream().filter(run -> !run.isEmpty()).toList();
    return filled.isEmpty() ? List.of() : between.merged(filled);
  }

  /** Runs a combiner over each partition of a run. What it writes is not sorted again. */
  List<RawPair> combine(Supplier<? extends Reducer<K2, V2, K2, V2>> combiner, List<RawPair> run)
      throws IOException, InterruptedException {
    List<RawPair> written = new ArrayList<>();
    for (List<RawPair> part : byPartition(run).values()) {
      int partition = part.get(0).partition;
      new Attempt(conf, TaskType.MAP, 0, counters)
          .reduce(
              combiner,
              between.groups(part, true, counters),
              new Collector<>(
                  counter(TaskCounter.COMBINE_OUTPUT_RECORDS),
                  (key, value) -> written.add(between.combined(partition, key, value))));
    }
    return written;
  }

  /** Merges the runs of all maps and runs a reducer on each partition, empty ones too. */
  <K3, V3> List<Pair<K3, V3>> reduce(
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer, List<List<RawPair>> runs)
      throws IOException, InterruptedException {
    List<Pair<K3, V3>> output = new ArrayList<>();
    SortedMap<Integer, List<RawPair>> parts = byPartition(merge(runs));
    for (int task = 0; task < conf.getNumReduceTasks(); task++) {
      List<RawPair> part = parts.getOrDefault(task, List.of());
      new Attempt(conf, TaskType.REDUCE, task, counters)
          .reduce(
              reducer,
              between.groups(part, false, counters),
              new Collector<K3, V3>(
                  counter(TaskCounter.REDUCE_OUTPUT_RECORDS),
                  (key, value) -> output.add(copy(key, value))));
    }
    return output;
  }

  /** A group as a mapper would have written it, for a reducer tested alone. */
  List<RawPair> group(K2 key, List<V2> values) throws IOException {
    List<RawPair> run = new ArrayList<>();
    for (V2 value : values) {
      run.add(between.mapped(key, value));
    }
    return run;
  }

  private <K1, V1> void map(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      List<Pair<K1, V1>> split,
      int task,
      Collector.Sink<K2, V2> sink)
      throws IOException, InterruptedException {
    new Attempt(conf, TaskType.MAP, task, counters)
        .map(
            mapper,
            new PairReader<>(split, serde, counter(TaskCounter.MAP_INPUT_RECORDS)),
            new Collector<>(counter(TaskCounter.MAP_OUTPUT_RECORDS), sink));
  }

  private static SortedMap<Integer, List<RawPair>> byPartition(List<RawPair> pairs) {
    return pairs.stream()
        .collect(Collectors.groupingBy(pair -> pair.partition, TreeMap::new, Collectors.toList()));
  }

  private <K, V> Pair<K, V> copy(K key, V value) throws IOException {
    return new Pair<>(serde.copy(key), serde.copy(value));
  }

  private Counter counter(TaskCounter name) {
    return counters.findCounter(name);
  }
}
