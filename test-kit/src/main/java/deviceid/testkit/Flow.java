// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * A job's steps, one method each, for a driver to put together: in, pairs; between map and reduce,
 * runs of serialized pairs, one run a task or spill; out, pairs that share nothing with the tasks.
 * Every task is a new instance with a copy of the configuration; all add to the same counters.
 */
final class Flow<K2, V2> {

  /** The file of a split where none is named; it need not be there. */
  static final Path SOME_FILE = new Path("somefile");

  private final JobConf conf;
  private final Counters counters;
  private final Serde serde;
  private final MapOutput<K2, V2> between;

  /** Gives the instance to one task; a second one would meet what the first left in it. */
  static <T> Supplier<T> once(T instance) {
    Iterator<T> one = List.of(instance).iterator();
    return () -> {
      Driver.require(
          one.hasNext(),
          instance.getClass().getName()
              + " has run, and each task needs a new one: give its constructor (::new) or make a"
              + " new driver");
      return one.next();
    };
  }

  /** Stands for a mapper or a reducer that was not given. */
  static <T> Supplier<T> none(String what) {
    return () -> {
      throw new IllegalStateException("no " + what + ": give one to the driver");
    };
  }

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
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper, List<Pair<K1, V1>> split, Path file)
      throws IOException, InterruptedException {
    List<Pair<K2, V2>> output = new ArrayList<>();
    map(
        mapper,
        split,
        file,
        0,
        (key, value) -> {
          between.requireTypes(key, value);
          output.add(serde.copy(key, value));
        });
    return output;
  }

  /** Runs a mapper; the pairs come in the order in which it writes them. */
  <K1, V1> List<RawPair> map(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      List<Pair<K1, V1>> split,
      Path file,
      int task)
      throws IOException, InterruptedException {
    List<RawPair> written = new ArrayList<>();
    map(mapper, split, file, task, (key, value) -> written.add(between.mapped(key, value)));
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
              new Attempt.Writer<>(
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
      reduce(reducer, between.groups(part, false, counters), task, output);
    }
    return output;
  }

  /** Runs a reducer on these groups in this order; keys are neither sorted nor compared. */
  <K3, V3> List<Pair<K3, V3>> reduceGroups(
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer, List<List<Pair<K2, V2>>> groups)
      throws IOException, InterruptedException {
    List<RawPair> pairs = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (Pair<K2, V2> pair : groups.get(group)) {
        RawPair raw = between.mapped(pair.key(), pair.value());
        pairs.add(new RawPair(group, raw.key, raw.value));
      }
    }
    List<Pair<K3, V3>> output = new ArrayList<>();
    reduce(reducer, between.givenGroups(pairs, counters), 0, output);
    return output;
  }

  private <K3, V3> void reduce(
      Supplier<? extends Reducer<K2, V2, K3, V3>> reducer,
      Attempt.Groups<K2, V2> groups,
      int task,
      List<Pair<K3, V3>> output)
      throws IOException, InterruptedException {
    new Attempt(conf, TaskType.REDUCE, task, counters)
        .reduce(
            reducer,
            groups,
            new Attempt.Writer<K3, V3>(
                counter(TaskCounter.REDUCE_OUTPUT_RECORDS),
                (key, value) -> output.add(serde.copy(key, value))));
  }

  private <K1, V1> void map(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      List<Pair<K1, V1>> split,
      Path file,
      int task,
      Attempt.Sink<K2, V2> sink)
      throws IOException, InterruptedException {
    new Attempt(conf, TaskType.MAP, task, counters)
        .map(
            mapper,
            new FileSplit(file, 0, 0, new String[0]),
            new Attempt.Reader<>(split, serde, counter(TaskCounter.MAP_INPUT_RECORDS)),
            new Attempt.Writer<>(counter(TaskCounter.MAP_OUTPUT_RECORDS), sink));
  }

  private static SortedMap<Integer, List<RawPair>> byPartition(List<RawPair> pairs) {
    return pairs.stream()
        .collect(Collectors.groupingBy(pair -> pair.partition, TreeMap::new, Collectors.toList()));
  }

  private Counter counter(TaskCounter name) {
    return counters.findCounter(name);
  }
}
