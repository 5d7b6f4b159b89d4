// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.util.Progress;

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

  /**
   * Pairs as a reduce task gets them from its merge. As a comparator it takes neighbours for equal
   * that are of one partition: Hadoop compares each key with the one before it, and no others.
   */
  static final class Reader<K> implements RawKeyValueIterator, RawComparator<K> {

    private final Iterator<RawPair> pairs;
    private final DataInputBuffer key = new DataInputBuffer();
    private final DataInputBuffer value = new DataInputBuffer();
    private final Progress progress = new Progress();
    private int partition;
    private int partitionBefore;

    Reader(List<RawPair> pairs) {
      this.pairs = pairs.iterator();
    }

    @Override
    public boolean next() {
      if (!pairs.hasNext()) {
        return false;
      }
      RawPair pair = pairs.next();
      partitionBefore = partition;
      partition = pair.partition;
      key.reset(pair.key, pair.key.length);
      value.reset(pair.value, pair.value.length);
      return true;
    }

    @Override
    public DataInputBuffer getKey() {
      return key;
    }

    @Override
    public DataInputBuffer getValue() {
      return value;
    }

    @Override
    public void close() {}

    @Override
    public Progress getProgress() {
      return progress;
    }

    @Override
    public int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
      return Integer.compare(partitionBefore, partition);
    }

    @Override
    public int compare(K a, K b) {
      throw new UnsupportedOperationException("compare serialized keys, not " + a + " and " + b);
    }
  }
}
