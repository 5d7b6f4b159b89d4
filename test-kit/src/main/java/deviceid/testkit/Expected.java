// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.TaskCounter;

/** What a test expects of a run, and how the run differs from it, a line a difference. */
final class Expected<K, V> {

  private final List<Pair<K, V>> output = new ArrayList<>();
  private final Map<String, List<Pair<Object, Object>>> sideOutputs = new TreeMap<>();
  private final Set<String> names = new TreeSet<>();
  private final List<ExpectedCounter> counters = new ArrayList<>();
  private boolean onlyTheseCounters;
  private BiPredicate<? super V, ? super V> equality = Object::equals;

  private record ExpectedCounter(String group, String name, long value) {}

  void output(Pair<K, V> pair) {
    output.add(pair);
  }

  void sideOutput(String path, Pair<Object, Object> pair) {
    sideOutputs.computeIfAbsent(path, p -> new ArrayList<>()).add(pair);
  }

  void named(String name, Pair<Object, Object> pair) {
    names.add(name);
    sideOutput(name, pair);
  }

  /** The named outputs that are expected. */
  Set<String> names() {
    return names;
  }

  void equality(BiPredicate<? super V, ? super V> values) {
    equality = values;
  }

  void counter(String group, String name, long value) {
    counters.add(new ExpectedCounter(group, name, value));
  }

  void onlyTheseCounters() {
    onlyTheseCounters = true;
  }

  List<String> outputDifferences(Driver.Result<K, V> found, Serde serde, boolean orderMatters)
      throws IOException {
    List<String> lines =
        new Differences<K, V>(serde, equality)
            .between("output", output, found.output(), orderMatters);
    Set<String> paths = new TreeSet<>(sideOutputs.keySet());
    paths.addAll(found.sideOutputs().keySet());
    for (String path : paths) {
      lines.addAll(
          new Differences<>(serde, Object::equals)
              .between(
                  "output " + path,
                  sideOutputs.getOrDefault(path, List.of()),
                  found.sideOutputs().getOrDefault(path, List.of()),
                  orderMatters));
    }
    return lines;
  }

  List<String> counterDifferences(Counters found) {
    List<String> lines = new ArrayList<>();
    for (ExpectedCounter counter : counters) {
      long value = found.findCounter(counter.group(), counter.name()).getValue();
      if (value != counter.value()) {
        lines.add(
            "counter " + counter.name() + ": expected " + counter.value() + ", found " + value);
      }
    }
    if (onlyTheseCounters) {
      for (CounterGroup group : found) {
        for (Counter counter : group) {
          if (!isExpected(group.getName(), counter.getName())) {
            lines.add(
                "counter "
                    + group.getName()
                    + " "
                    + counter.getName()
                    + ": unexpected, found "
                    + counter.getValue());
          }
        }
      }
    }
    return lines;
  }

  private boolean isExpected(String group, String name) {
    return group.equals(TaskCounter.class.getName())
        || counters.stream().anyMatch(c -> c.group().equals(group) && c.name().equals(name));
  }
}
