// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

/** A serialized pair of map output and the partition it belongs to. */
final class RawPair {

  final int partition;
  final byte[] key;
  final byte[] value;

  RawPair(int partition, byte[] key, byte[] value) {
    this.partition = partition;
    this.key = key;
    this.value = value;
  }
}
