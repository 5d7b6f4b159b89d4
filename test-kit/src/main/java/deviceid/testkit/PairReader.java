// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Reads pairs into the same key and the same value over and over, as Hadoop's readers do, so that a
 * mapper that keeps one of them without a copy is found out.
 */
final class PairReader<K, V> extends RecordReader<K, V> {

  private final List<Pair<K, V>> pairs;
  private final Serde serde;
  private final Counter records;
  private int read;
  private K key;
  private V value;

  PairReader(List<Pair<K, V>> pairs, Serde serde, Counter records) {
    this.pairs = pairs;
    this.serde = serde;
    this.records = records;
  }

  @Override
  public void initialize(InputSplit split, TaskAttemptContext context) {}

  @Override
  public boolean nextKeyValue() throws IOException {
    if (read == pairs.size()) {
      return false;
    }
    Pair<K, V> pair = pairs.get(read++);
    key = into(key, pair.key());
    value = into(value, pair.value());
    records.increment(1);
    return true;
  }

  @Override
  public K getCurrentKey() {
    return key;
  }

  @Override
  public V getCurrentValue() {
    return value;
  }

  @Override
  public float getProgress() {
    return pairs.isEmpty() ? 1 : read / (float) pairs.size();
  }

  @Override
  public void close() {}

  private <T> T into(T reused, T next) throws IOException {
    return serde.read(serde.bytes(next), Serde.typeOf(next), reused);
  }
}
