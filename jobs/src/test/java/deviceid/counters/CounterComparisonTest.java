// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterComparisonTest {

  /** The local runner's CPU time is the whole process's, and so nothing that is known of a job. */
  @Test
  void ofManyJobsShowsNoRangeOfWhatNoneOfThemTells() {
    JobRecord job =
        new JobRecord(
            "count",
            "job_1_0001",
            "local",
            "SUCCEEDED",
            "",
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            List.of(
                new CounterValue("framework", "CPU_MILLISECONDS", "framework", "CPU", 7),
                new CounterValue("framework", "BYTES", "framework", "bytes", 5)),
            List.of());

    String table =
        new CounterComparison(Collections.nCopies(5, job), counter -> true, true).forPeople().csv();

    assertThat(table.lines())
        .anyMatch(line -> line.endsWith(",CPU,,,,0"))
        .anyMatch(line -> line.endsWith(",bytes,5,5,5,0"));
  }
}
