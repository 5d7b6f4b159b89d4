// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.StoredInput;
import deviceid.run.JobRun;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What combining saves, as the framework's own counters tell it. */
class CombiningTest {

  private static final int ROWS = 20_000;
  private static final int BATCHES = 3;

  @TempDir Path folder;

  @Test
  void theTextbookJobEmitsAPairARowAndTheCombinerLeavesSixteen() throws Exception {
    JobRun job = run(new CountSettings(1, true));

    assertThat(job.count(TaskCounter.MAP_OUTPUT_RECORDS)).isEqualTo(ROWS);
    assertThat(job.count(TaskCounter.COMBINE_INPUT_RECORDS)).isEqualTo(ROWS);
    assertThat(job.count(TaskCounter.REDUCE_INPUT_RECORDS)).isEqualTo(16);
  }

  @Test
  void withoutACombinerEveryPairIsShuffled() throws Exception {
    JobRun job = run(new CountSettings(1, false));

    assertThat(job.count(TaskCounter.COMBINE_INPUT_RECORDS)).isZero();
    assertThat(job.count(TaskCounter.REDUCE_INPUT_RECORDS)).isEqualTo(ROWS);
  }

  @Test
  void theDefaultEmitsOnceABatch() throws Exception {
    JobRun job = run(CountSettings.DEFAULT);

    assertThat(job.count(TaskCounter.MAP_OUTPUT_RECORDS)).isEqualTo(16 * BATCHES);
    assertThat(job.count(TaskCounter.COMBINE_INPUT_RECORDS)).isEqualTo(16 * BATCHES);
    assertThat(job.count(TaskCounter.REDUCE_INPUT_RECORDS)).isEqualTo(16);
  }

  @Test
  void combiningInTheMapperEmitsOnceATask() throws Exception {
    JobRun job = run(new CountSettings(Long.MAX_VALUE, false));

    assertThat(job.count(TaskCounter.MAP_OUTPUT_RECORDS)).isEqualTo(16);
    assertThat(job.count(TaskCounter.REDUCE_INPUT_RECORDS)).isEqualTo(16);
  }

  private JobRun run(CountSettings settings) throws Exception {
    Path input = Dataset.write(folder.resolve("ids"), Dataset.rows(42, ROWS));
    Configuration conf = new Configuration();
    Job job =
        CountByFirstCharacter.createJob(
            conf,
            "count",
            StoredInput.find(input.toString(), conf),
            settings,
            new org.apache.hadoop.fs.Path(folder.toUri() + "/out"));

    return StoredInput.session(conf).run(job);
  }
}
