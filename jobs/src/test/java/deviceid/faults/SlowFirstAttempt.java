// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import org.apache.hadoop.mapreduce.v2.api.records.TaskAttemptId;
import org.apache.hadoop.mapreduce.v2.api.records.TaskId;
import org.apache.hadoop.mapreduce.v2.app.speculate.LegacyTaskRuntimeEstimator;

/** Tells the ApplicationMaster to want a second attempt of task 0, and of no other. */
public class SlowFirstAttempt extends LegacyTaskRuntimeEstimator {

  private static final long FOR_EVER = 999_999;

  @Override
  public long thresholdRuntime(TaskId id) {
    return id.getId() == 0 ? 0 : Long.MAX_VALUE;
  }

  @Override
  public long estimatedRuntime(TaskAttemptId id) {
    return id.getId() == 0 ? FOR_EVER : super.estimatedRuntime(id);
  }
}
