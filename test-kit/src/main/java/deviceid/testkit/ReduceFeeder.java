// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;

/**
 * Makes of pairs the sorted groups in which a reducer meets them, for {@link
 * ReduceDriver#withAllElements}. Pairs of one key keep their order; a group ends where the next key
 * is of another one, so keys that the order parts do not come together again.
 */
public final class ReduceFeeder<K, V> {

  private final Configuration conf;

  /** A feeder with the job's comparators, where it names some, and its serializations. */
  public ReduceFeeder(Configuration job) {
    conf = job;
  }

  /** Sorts and groups with the job's comparators, or those of the first key's class. */
  @SuppressWarnings("unchecked") // the configuration knows classes without their parameters
  public List<List<Pair<K, V>>> sortAndGroup(List<Pair<K, V>> pairs) {
    if (pairs.isEmpty()) {
      return List.of();
    }
    JobConf job = new JobConf(conf);
    job.setMapOutputKeyClass(pairs.get(0).key().getClass());
    return sortAndGroup(
        pairs, job.getOutputKeyComparator(), job.getOutputValueGroupingComparator());
  }

  /** Sorts and groups with one comparator. */
  public List<List<Pair<K, V>>> sortAndGroup(
      List<Pair<K, V>> pairs, Comparator<? super K> comparator) {
    return sortAndGroup(pairs, comparator, comparator);
  }

  /**
   * Sorts with the one comparator, then makes one group of neighbours that the other calls equal.
   */
  public List<List<Pair<K, V>>> sortAndGroup(
      List<Pair<K, V>> pairs, Comparator<? super K> order, Comparator<? super K> grouping) {
    List<Pair<K, V>> sorted = new ArrayList<>();
    pairs.forEach(pair -> sorted.add(Serde.copied(conf, pair.key(), pair.value())));
    sorted.sort((a, b) -> order.compare(a.key(), b.key()));
    List<List<Pair<K, V>>> groups = new ArrayList<>();
    K last = null;
    for (Pair<K, V> pair : sorted) {
      if (groups.isEmpty() || grouping.compare(last, pair.key()) != 0) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(pair);
      last = pair.key();
    }
    return groups;
  }
}
