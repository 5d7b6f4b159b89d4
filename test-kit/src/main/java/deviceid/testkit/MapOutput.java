// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import deviceid.testkit.Serde.RawPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.task.JobContextImpl;
import org.apache.hadoop.util.IndexedSortable;
import org.apache.hadoop.util.IndexedSorter;
import org.apache.hadoop.util.QuickSort;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * What lies between map and reduce: pairs are serialized when they are written, partitioned, sorted
 * and merged by the classes that the job names. The types are the declared ones or, where none are
 * declared, those of the first pair; a pair of another type is refused in Hadoop's words.
 */
final class MapOutput<K, V> {

  private final JobConf conf;
  private final Serde serde;
  private final int partitions;
  private final Partitioner<K, V> partitioner;
  private Class<K> keyClass;
  private Class<V> valueClass;

  @SuppressWarnings("unchecked") // the configuration knows classes without their parameters
  MapOutput(JobConf conf, Serde serde) throws ClassNotFoundException {
    this.conf = conf;
    this.serde = serde;
    partitions = conf.getNumReduceTasks();
    partitioner =
        (Partitioner<K, V>)
            ReflectionUtils.newInstance(new JobContextImpl(conf, null).getPartitionerClass(), conf);
    if (declared(MRJobConfig.MAP_OUTPUT_KEY_CLASS, MRJobConfig.OUTPUT_KEY_CLASS)) {
      keyClass = (Class<K>) conf.getMapOutputKeyClass();
    }
    if (declared(MRJobConfig.MAP_OUTPUT_VALUE_CLASS, MRJobConfig.OUTPUT_VALUE_CLASS)) {
      valueClass = (Class<V>) conf.getMapOutputValueClass();
    }
  }

  /**
   * A pair as a mapper writes it.
   *
   * @throws IOException if its types are not those of the output, or it gets no partition
   */
  RawPair mapped(K key, V value) throws IOException {
    adoptTypes(key, value);
    requireTypes(key, value);
    int partition = partitions == 1 ? 0 : partitioner.getPartition(key, value, partitions);
    if (partition < 0 || partition >= partitions) {
      throw new IOException("Illegal partition for " + key + " (" + partition + ")");
    }
    return new RawPair(partition, serde.bytes(key), serde.bytes(value));
  }

  /**
   * @throws IOException if types are declared, and the pair's are others
   */
  void requireTypes(K key, V value) throws IOException {
    if (keyClass != null && key.getClass() != keyClass) {
      throw mismatch("key", keyClass, key);
    }
    if (valueClass != null && value.getClass() != valueClass) {
      throw mismatch("value", valueClass, value);
    }
  }

  /**
   * A pair as a combiner writes it: it stays in its partition, whatever its key is now.
   *
   * @throws IOException if its types are not those of the map output
   */
  RawPair combined(int partition, K key, V value) throws IOException {
    if (key.getClass() != keyClass) {
      throw new IOException("wrong key class: " + key.getClass() + " is not " + keyClass);
    }
    if (value.getClass() != valueClass) {
      throw new IOException("wrong value class: " + value.getClass() + " is not " + valueClass);
    }
    return new RawPair(partition, serde.bytes(key), serde.bytes(value));
  }

  /** By partition, then by key, with the job's sorter; pairs of one key in any order. */
  List<RawPair> sorted(List<RawPair> pairs) {
    RawPair[] sorted = pairs.toArray(RawPair[]::new);
    Comparator<RawPair> order = order();
    IndexedSortable sortable =
        new IndexedSortable() {
          @Override
          public int compare(int i, int j) {
            return order.compare(sorted[i], sorted[j]);
          }

          @Override
          public void swap(int i, int j) {
            RawPair moved = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = moved;
          }
        };
    ReflectionUtils.newInstance(
            conf.getClass(MRJobConfig.MAP_SORT_CLASS, QuickSort.class, IndexedSorter.class), conf)
        .sort(sortable, 0, sorted.length);
    return List.of(sorted);
  }

  /** Sorted runs as one. Like Hadoop's merge it believes that they are sorted. */
  List<RawPair> merged(List<List<RawPair>> runs) {
    PriorityQueue<Head> heads = new PriorityQueue<>(headOrder(order()));
    for (int i = 0; i < runs.size(); i++) {
      heads.addAll(Head.next(runs.get(i).iterator(), i));
    }
    List<RawPair> merged = new ArrayList<>();
    while (!heads.isEmpty()) {
      Head least = heads.remove();
      merged.add(least.pair);
      heads.addAll(Head.next(least.rest, least.run));
    }
    return merged;
  }

  /** One partition of a run, as a combiner or a reducer reads it, in the job's groups. */
  @SuppressWarnings("unchecked") // the configuration knows classes without their parameters
  Attempt.Groups<K, V> groups(List<RawPair> part, boolean combiner, Counters counters) {
    RawComparator<K> grouping =
        combiner
            ? conf.getCombinerKeyGroupingComparator()
            : conf.getOutputValueGroupingComparator();
    return groups(new RawPair.Reader<>(part), grouping, combiner, counters);
  }

  /** Pairs for a reducer, a group for each partition. */
  Attempt.Groups<K, V> givenGroups(List<RawPair> pairs, Counters counters) {
    RawPair.Reader<K> reader = new RawPair.Reader<>(pairs);
    return groups(reader, reader, false, counters);
  }

  @SuppressWarnings("unchecked") // the configuration knows classes without their parameters
  private Attempt.Groups<K, V> groups(
      RawPair.Reader<K> reader, RawComparator<K> grouping, boolean combiner, Counters counters) {
    return new Attempt.Groups<>(
        reader,
        grouping,
        (Class<K>) conf.getMapOutputKeyClass(),
        (Class<V>) conf.getMapOutputValueClass(),
        combiner ? null : counters.findCounter(TaskCounter.REDUCE_INPUT_GROUPS),
        counters.findCounter(
            combiner ? TaskCounter.COMBINE_INPUT_RECORDS : TaskCounter.REDUCE_INPUT_RECORDS));
  }

  /** The first pair of a run that is not merged yet, and what follows it. */
  private record Head(RawPair pair, Iterator<RawPair> rest, int run) {
    static List<Head> next(Iterator<RawPair> rest, int run) {
      return rest.hasNext() ? List.of(new Head(rest.next(), rest, run)) : List.of();
    }
  }

  private static Comparator<Head> headOrder(Comparator<RawPair> order) {
    return Comparator.comparing(Head::pair, order).thenComparingInt(Head::run);
  }

  private Comparator<RawPair> order() {
    RawComparator<?> keys = conf.getOutputKeyComparator();
    return Comparator.<RawPair>comparingInt(pair -> pair.partition)
        .thenComparing((a, b) -> keys.compare(a.key, 0, a.key.length, b.key, 0, b.key.length));
  }

  private void adoptTypes(K key, V value) {
    if (keyClass == null) {
      keyClass = Serde.typeOf(key);
      conf.setMapOutputKeyClass(keyClass);
    }
    if (valueClass == null) {
      valueClass = Serde.typeOf(value);
      conf.setMapOutputValueClass(valueClass);
    }
  }

  private boolean declared(String mapOutput, String output) {
    return conf.get(mapOutput) != null || conf.get(output) != null;
  }

  private static IOException mismatch(String what, Class<?> expected, Object received) {
    return new IOException(
        "Type mismatch in "
            + what
            + " from map: expected "
            + expected.getName()
            + ", received "
            + received.getClass().getName());
  }
}
