// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.StatusReporter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** Where a task's classes count when they run in a process that is no task. */
public final class CountingReporter extends StatusReporter {

  private final Counters counters;

  public CountingReporter(Counters counters) {
    this.counters = counters;
  }

  /** An attempt in this process that counts here. */
  public TaskAttemptContext attempt(Configuration conf) {
    return new TaskAttemptContextImpl(conf, new TaskAttemptID(), this);
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
