// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.util.List;

/**
 * How a driver is given its input. A pair is serialized when it is added, so a test may refill and
 * reuse its objects; set the property {@code io.serializations} before, where plain types need it.
 *
 * @param <K> input key
 * @param <V> input value
 * @param <D> the driver itself
 */
public interface Inputs<K, V, D> {

  /** Adds an input. */
  D withInput(K key, V value);

  /** Forgets the inputs added so far. */
  void clearInput();

  /** Adds an input. */
  default D withInput(Pair<K, V> pair) {
    return withInput(pair.key(), pair.value());
  }

  /** Adds inputs. */
  @SuppressWarnings("unchecked") // a driver names itself
  default D withAll(List<Pair<K, V>> pairs) {
    pairs.forEach(this::withInput);
    return (D) this;
  }

  /** As {@link #withInput(Object, Object)}. */
  default void addInput(K key, V value) {
    withInput(key, value);
  }

  /** As {@link #withInput(Pair)}. */
  default void addInput(Pair<K, V> pair) {
    withInput(pair);
  }

  /** As {@link #withAll}. */
  default void addAll(List<Pair<K, V>> pairs) {
    withAll(pairs);
  }

  /** Makes this the one input. */
  default void setInput(K key, V value) {
    clearInput();
    withInput(key, value);
  }

  /** Makes this the one input. */
  default void setInput(Pair<K, V> pair) {
    setInput(pair.key(), pair.value());
  }
}
