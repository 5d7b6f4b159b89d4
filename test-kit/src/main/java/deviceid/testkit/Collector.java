// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/** Counts what a task writes and hands it on at once, before the task reuses its objects. */
final class Collector<K, V> extends RecordWriter<K, V> {

  /** Takes a pair; whatever it keeps it must copy. */
  interface Sink<K, V> {
    void put(K key, V value) throws IOException;
  }

  private final Counter records;
  private final Sink<K, V> sink;

  Collector(Counter records, Sink<K, V> sink) {
    this.records = records;
    this.sink = sink;
  }

  @Override
  public void write(K key, V value) throws IOException {
    sink.put(key, value);
    records.increment(1);
  }

  @Override
  public void close(TaskAttemptContext context) {}
}
