// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RawKeyValueIterator;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.StatusReporter;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.map.WrappedMapper;
import org.apache.hadoop.mapreduce.lib.reduce.WrappedReducer;
import org.apache.hadoop.mapreduce.task.MapContextImpl;
import org.apache.hadoop.mapreduce.task.ReduceContextImpl;
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
      RecordReader<K1, V1> in,
      RecordWriter<K2, V2> out)
      throws IOException, InterruptedException {
    instance(mapper)
        .run(
            new WrappedMapper<K1, V1, K2, V2>()
                .getMapContext(
                    new MapContextImpl<>(conf, id, in, out, null, new Reporter(counters), null)));
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

  private static final class Reporter extends StatusReporter {
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

    @Override
    public void progress() {}

    @Override
    public float getProgress() {
      return 0;
    }

    @Override
    public void setStatus(String status) {}
  }
}
