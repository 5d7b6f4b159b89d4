// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counters;

/**
 * What all drivers share: input, configuration, the output and counters that are expected, and the
 * comparison. A driver may run any number of times; each run starts with new tasks and counters.
 *
 * @param <K1> input key
 * @param <V1> input value
 * @param <K> output key
 * @param <V> output value
 * @param <D> the driver itself
 */
public abstract sealed class Driver<K1, V1, K, V, D extends Driver<K1, V1, K, V, D>>
    permits MapDriver, ReduceDriver, MapReduceDriver {

  private final List<Pair<K1, V1>> input = new ArrayList<>();
  private final List<Pair<K, V>> output = new ArrayList<>();
  private final List<ExpectedCounter> expectedCounters = new ArrayList<>();
  private final Configuration conf = new Configuration();
  private Counters counters = new Counters();

  private record ExpectedCounter(String group, String name, long value) {}

  Driver() {}

  /** Adds an input; it is serialized when the driver runs and must not change before. */
  public final D withInput(K1 key, V1 value) {
    input.add(new Pair<>(key, value));
    return self();
  }

  /** Adds inputs. */
  public final D withAll(List<Pair<K1, V1>> pairs) {
    input.addAll(pairs);
    return self();
  }

  /** Expects one more pair of output. */
  public final D withOutput(K key, V value) {
    output.add(new Pair<>(key, value));
    return self();
  }

  /** Expects more pairs of output. */
  public final D withAllOutput(List<Pair<K, V>> pairs) {
    output.addAll(pairs);
    return self();
  }

  /** Adds all properties of a configuration, a job's for instance, to those of the driver. */
  public final D withConfiguration(Configuration properties) {
    for (Map.Entry<String, String> property : properties) {
      conf.set(property.getKey(), property.getValue());
    }
    return self();
  }

  /** Expects a counter's value after the run; one that no task touched is 0. */
  public final D withCounter(Enum<?> counter, long value) {
    return withCounter(counter.getDeclaringClass().getName(), counter.name(), value);
  }

  /** Expects a counter's value after the run; one that no task touched is 0. */
  public final D withCounter(String group, String name, long value) {
    expectedCounters.add(new ExpectedCounter(group, name, value));
    return self();
  }

  /** The driver's own configuration, of which each task gets a copy. */
  public final Configuration getConfiguration() {
    return conf;
  }

  /** The counters of the last run, the framework's record counters among them. */
  public final Counters getCounters() {
    return counters;
  }

  /**
   * Runs the tasks and returns what they wrote, in order.
   *
   * @throws IOException from a task, or if a pair has another type than the job's
   */
  public final List<Pair<K, V>> run() throws IOException, InterruptedException {
    counters = new Counters();
    return run(input, counters);
  }

  /** As {@link #runTest(boolean)}, in order. */
  public final void runTest() throws IOException, InterruptedException {
    runTest(true);
  }

  /**
   * Runs, and compares output and counters with what is expected; no expected output means none.
   *
   * @throws AssertionError that shows each difference
   * @throws IOException from a task, or if a pair has another type than the job's
   */
  public final void runTest(boolean orderMatters) throws IOException, InterruptedException {
    List<Pair<K, V>> found = run();
    List<String> differences = new ArrayList<>();
    differences.addAll(new Differences(new Serde(conf)).between(output, found, orderMatters));
    for (ExpectedCounter expected : expectedCounters) {
      long value = counters.findCounter(expected.group(), expected.name()).getValue();
      if (value != expected.value()) {
        differences.add(
            "counter " + expected.name() + ": expected " + expected.value() + ", found " + value);
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("\n  ", differences));
    }
  }

  abstract List<Pair<K, V>> run(List<Pair<K1, V1>> inputs, Counters count)
      throws IOException, InterruptedException;

  abstract D self();

  static int oneOrMore(int count, String what) {
    if (count < 1) {
      throw new IllegalArgumentException("it takes 1 or more " + what + ", not " + count);
    }
    return count;
  }
}
