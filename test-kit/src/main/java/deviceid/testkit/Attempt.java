// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.map.WrappedMapper;
import org.apache.hadoop.mapreduce.lib.reduce.WrappedReducer;
import org.apache.hadoop.mapreduce.task.MapContextImpl;
import org.apache.hadoop.mapreduce.task.ReduceContextImpl;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * One task attempt: a mapper or reducer, made anew, runs from its setup to its cleanup in a context
 * of Hadoop's, with a copy of the job's configuration. All that is private in Hadoop stays here.
 */
final class Attempt {

  private final JobConf conf;
  private final TaskAttemptID id;
  private final Counters counters;

  Attempt(Configuration job, TaskType type, int task, Counters counters) {
    this.id = new TaskAttemptID("testkit", 1, type, task, 0);
    this.counters = counters;
    conf = new JobConf(job);
    conf.set(MRJobConfig.ID, id.getJobID().toString());
    conf.set(MRJobConfig.TASK_ID, id.getTaskID().toString());
    conf.set(MRJobConfig.TASK_ATTEMPT_ID, id.toString());
    conf.setBoolean(MRJobConfig.TASK_ISMAP, type == TaskType.MAP);
    conf.setInt(MRJobConfig.TASK_PARTITION, task);
  }

  <K1, V1, K2, V2> void map(
      Supplier<? extends Mapper<K1, V1, K2, V2>> mapper,
      InputSplit split,
      RecordReader<K1, V1> in,
      RecordWriter<K2, V2> out)
      throws IOException, InterruptedException {
    instance(mapper)
        .run(
            new WrappedMapper<K1, V1, K2, V2>()
                .getMapContext(
                    new MapContextImpl<>(conf, id, in, out, null, new Reporter(counters), split)));
  }

  /** A reducer's or combiner's input: what it reads, how keys group, and who counts. */
  record Groups<K, V>(
      RawKeyValueIterator records,
      RawComparator<K> grouping,
      Class<K> keyClass,
      Class<V> valueClass,
      Counter groupsRead,
      Counter recordsRead) {}

  <K1, V1, K2, V2> void reduce(
      Supplier<? extends Reducer<K1, V1, K2, V2>> reducer,
      Groups<K1, V1> in,
      RecordWriter<K2, V2> out)
      throws IOException, InterruptedException {
    instance(reducer)
        .run(
            new WrappedReducer<K1, V1, K2, V2>()
                .getReducerContext(
                    new ReduceContextImpl<>(
                        conf,
                        id,
                        in.records(),
                        in.groupsRead(),
                        in.recordsRead(),
                        out,
                        null,
                        new Reporter(counters),
                        in.grouping(),
                        in.keyClass(),
                        in.valueClass())));
  }

  /** As the framework makes one: whoever wants the configuration is given it. */
  private <T> T instance(Supplier<T> supplier) {
    T instance = supplier.get();
    ReflectionUtils.setConf(instance, conf);
    return instance;
  }

  /**
   * Reads pairs into the same key and the same value over and over, as Hadoop's readers do, so that
   * a mapper that keeps one of them without a copy is found out.
   */
  static final class Reader<K, V> extends RecordReader<K, V> {

    private final List<Pair<K, V>> pairs;
    private final Serde serde;
    private final Counter records;
    private int read;
    private K key;
    private V value;

    Reader(List<Pair<K, V>> pairs, Serde serde, Counter records) {
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

  /** Takes a pair that a task writes; whatever it keeps it must copy. */
  interface Sink<K, V> {
    void put(K key, V value) throws IOException;
  }

  /** Counts what a task writes and hands it on at once, before the task reuses its objects. */
  static final class Writer<K, V> extends RecordWriter<K, V> {

    private final Counter records;
    private final Sink<K, V> sink;

    Writer(Counter records, Sink<K, V> sink) {
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

  /** Counts in the driver's counters; progress and status go nowhere. */
  static final class Reporter extends TaskAttemptContextImpl.DummyReporter {
    private final Counters counters;

    Reporter(Counters counters) {
      this.counters = counters;
    }

    @Override
    public Counter getCounter(Enum<?> name) {
      return counters.findCounter(name);
    }

    @Override
    public Counter getCounter(String group, String name) {
      return counters.findCounter(group, name);
    }
  }
}
