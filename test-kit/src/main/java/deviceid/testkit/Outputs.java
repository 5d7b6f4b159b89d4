// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.util.List;

/**
 * How a driver is told which output to expect. What is expected is serialized when it is added, so
 * a test may refill and reuse its objects.
 *
 * @param <K> output key
 * @param <V> output value
 * @param <D> the driver itself
 */
public interface Outputs<K, V, D> {

  /** Expects one more pair of output. */
  D withOutput(K key, V value);

  /**
   * Expects one more pair that a task writes with {@code MultipleOutputs.write(name, key, value)}.
   * The name is then defined for the job.
   */
  D withMultiOutput(String name, Object key, Object value);

  /**
   * Expects one more pair that a task writes with {@code MultipleOutputs.write(key, value, path)}.
   */
  D withPathOutput(Object key, Object value, String path);

  /** Expects one more pair of output. */
  default D withOutput(Pair<K, V> pair) {
    return withOutput(pair.key(), pair.value());
  }

  /** Expects more pairs of output. */
  @SuppressWarnings("unchecked") // a driver names itself
  default D withAllOutput(List<Pair<K, V>> pairs) {
    pairs.forEach(this::withOutput);
    return (D) this;
  }

  /** As {@link #withMultiOutput(String, Object, Object)}. */
  default D withMultiOutput(String name, Pair<?, ?> pair) {
    return withMultiOutput(name, pair.key(), pair.value());
  }

  /** As {@link #withPathOutput(Object, Object, String)}. */
  default D withPathOutput(Pair<?, ?> pair, String path) {
    return withPathOutput(pair.key(), pair.value(), path);
  }

  /** As {@link #withOutput(Object, Object)}. */
  default void addOutput(K key, V value) {
    withOutput(key, value);
  }

  /** As {@link #withOutput(Pair)}. */
  default void addOutput(Pair<K, V> pair) {
    withOutput(pair);
  }

  /** As {@link #withAllOutput}. */
  default void addAllOutput(List<Pair<K, V>> pairs) {
    withAllOutput(pairs);
  }

  /** As {@link #withMultiOutput(String, Object, Object)}. */
  default void addMultiOutput(String name, Object key, Object value) {
    withMultiOutput(name, key, value);
  }

  /** As {@link #withMultiOutput(String, Pair)}. */
  default void addMultiOutput(String name, Pair<?, ?> pair) {
    withMultiOutput(name, pair);
  }
}
