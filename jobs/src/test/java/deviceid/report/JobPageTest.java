// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.record.JobRecord;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.Setting;
import deviceid.record.Phases;
import deviceid.record.Phases.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a page tells of jobs, with and without what an engine keeps to itself. */
class JobPageTest {

  private static final Instant SUBMITTED = Instant.parse("2026-11-24T10:00:00Z");

  private final Page page = Page.titled("jobs");

  @Test
  void drawsPhasesAndAttemptsOfAJobOnACluster() {
    List<JobRecord> jobs = List.of(job("yarn", attempt("m_000000_0", "KILLED", 1_500, 4_000)));
    JobPage.addPhases(page, jobs);
    JobPage.addAttempts(page, jobs);

    assertThat(page.html())
        .contains("<td>job 1</td><td class=\"number\">1,200.0</td><td class=\"number\">300.0</td>")
        .contains("<th scope=\"col\" class=\"number\">submit <small>ms</small></th>")
        .contains("\"attempt\":\"m_000000_0\",\"kind\":\"map\",\"state\":\"KILLED\"")
        .contains("\"from_s\":1.500,\"to_s\":4.000,\"lane\":\"map 1\"");
  }

  @Test
  void anAttemptThatHasNotEndedStandsInTheTableAlone() {
    JobPage.addAttempts(
        page,
        List.of(
            job(
                "yarn",
                new Attempt(
                    "attempt_1_0001_m_000007_0",
                    "MAP",
                    "RUNNING",
                    "host",
                    SUBMITTED.toEpochMilli() + 10,
                    OptionalLong.empty(),
                    OptionalLong.empty()))));

    assertThat(page.html()).contains("<td>m_000007_0</td>").contains("\"bars\":[]");
  }

  @Test
  void saysWhatTheLocalRunnerDoesNotTell() {
    JobPage.addAttempts(page, List.of(job("local")));

    assertThat(page.html())
        .contains("job 1, count ids: the local engine does not report task attempts.")
        .doesNotContain("<canvas");
  }

  @Test
  void listsSettingsWithWhoSetThem() {
    JobPage.addSettings(page, List.of(job("local")));
    JobPage.addEnvironment(page, "Where", Map.of("host", "<one>"));

    assertThat(page.html())
        .contains("<td>mapreduce.x</td><td>5</td><td>command line</td>")
        .contains("job 1: 1 that differ from their defaults")
        .contains("<td>host</td><td>&lt;one&gt;</td>");
  }

  private static Attempt attempt(String id, String state, long from, long to) {
    return new Attempt(
        "attempt_1_0001_" + id,
        "MAP",
        state,
        "host",
        SUBMITTED.toEpochMilli() + from,
        OptionalLong.empty(),
        OptionalLong.of(SUBMITTED.toEpochMilli() + to));
  }

  private static JobRecord job(String engine, Attempt... attempts) {
    return new JobRecord(
        "count ids",
        "job_1_0001",
        engine,
        "SUCCEEDED",
        "",
        SUBMITTED,
        Optional.of(new Phases(1_500_000_000L, Map.of(Phase.SUBMIT, 1_200_000_000L))),
        List.of(new Setting("mapreduce.x", "5", "command line")),
        List.of(),
        List.of(attempts));
  }
}
