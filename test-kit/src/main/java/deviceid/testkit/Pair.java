// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

/** A key and its value; {@link ReduceDriver} also takes a key and the list of its values. */
public record Pair<K, V>(K key, V value) implements Comparable<Pair<K, V>> {

  /** The key. */
  public K getFirst() {
    return key;
  }

  /** The value. */
  public V getSecond() {
    return value;
  }

  /**
   * By key, then by value.
   *
   * @throws ClassCastException if one of them is not comparable
   */
  @Override
  public int compareTo(Pair<K, V> other) {
    int byKey = compare(key, other.key);
    return byKey != 0 ? byKey : compare(value, other.value);
  }

  @Override
  public String toString() {
    return "(" + key + ", " + value + ")";
  }

  @SuppressWarnings("unchecked") // throws where it is not so
  private static <T> int compare(T a, T b) {
    return ((Comparable<? super T>) a).compareTo(b);
  }
}
