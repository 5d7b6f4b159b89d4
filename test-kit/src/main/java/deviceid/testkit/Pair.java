// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

/** A key and its value; {@link ReduceDriver} also takes a key and the list of its values. */
public record Pair<K, V>(K key, V value) {

  @Override
  public String toString() {
    return "(" + key + ", " + value + ")";
  }
}
