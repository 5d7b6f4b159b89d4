// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.JobRecord.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariedCountersTest {

  /** A verdict on rows that differs between runs, and a counter that varies within both. */
  @Test
  void tellsCountersThatMustBeEqualFromThoseThatVary() {
    Variant one = new Variant("A", "");
    Variant other = new Variant("B", "--emit-every 1");
    for (int round = 0; round < 3; round++) {
      one.ran(1, List.of(job(100, round, 5)));
      other.ran(1, List.of(job(round == 2 ? 99 : 100, 2 - round, 7)));
    }

    VariedCounters counters = new VariedCounters(List.of(one, other));

    assertThat(counters.unequal()).containsExactly("IDS_READ [[100, 100, 100], [100, 100, 99]]");
    assertThat(counters.table().csv()).isEqualTo("counter,a,b,b_per_a\nSPILLS,5,7,1.400\n");
    assertThat(counters.summary()).endsWith("0 other counters equal, 1 vary by chance.");
  }

  private static JobRecord job(long read, long bytes, long spills) {
    return new JobRecord(
        "count",
        "job_1_0001",
        "yarn",
        "SUCCEEDED",
        "",
        Instant.EPOCH,
        Optional.empty(),
        List.of(new Setting("deviceid.program", "count", "program")),
        List.of(
            counter("deviceid.rows.Ids", "IDS_READ", read),
            counter("framework", "BYTES", bytes),
            counter("framework", "SPILLS", spills)),
        List.of());
  }

  private static CounterValue counter(String group, String name, long value) {
    return new CounterValue(group, name, group, name, value);
  }
}
