// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import deviceid.faults.Fault.Moment;
import deviceid.publish.StagedCommitter;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;

/**
 * Makes the committer that the suite's jobs have, and gives a planted fault its moments. Hadoop
 * takes the factory's name from a setting, so that faults reach the tasks of unchanged programs.
 */
public class FaultyCommitterFactory extends PathOutputCommitterFactory {

  @Override
  public PathOutputCommitter createOutputCommitter(Path output, TaskAttemptContext context)
      throws IOException {
    return new StagedCommitter(output, context) {
      @Override
      public void setupTask(TaskAttemptContext attempt) throws IOException {
        super.setupTask(attempt);
        Fault.strike(Moment.SETUP, attempt);
      }

      @Override
      public void commitTask(TaskAttemptContext attempt) throws IOException {
        Fault.strike(Moment.BEFORE_COMMIT, attempt);
        super.commitTask(attempt);
        Fault.strike(Moment.AFTER_COMMIT, attempt);
      }
    };
  }
}
