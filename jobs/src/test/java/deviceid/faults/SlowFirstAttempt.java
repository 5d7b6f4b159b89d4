// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import org.apache.hadoop.mapreduce.v2.api.records.TaskAttemptId;
import org.apache.hadoop.mapreduce.v2.app.speculate.LegacyTaskRuntimeEstimator;

/** Tells the ApplicationMaster that the first attempt of task 0 will take for ever. */
public class SlowFirstAttempt extends LegacyTaskRuntimeEstimator {

  private static final long FOR_EVER = 999_999;

  @Override
  public long estimatedRuntime(TaskAttemptId id) {
    boolean first = id.getTaskId().getId() == 0 && id.getId() == 0;
    return first ? FOR_EVER : super.estimatedRuntime(id);
  }
}
