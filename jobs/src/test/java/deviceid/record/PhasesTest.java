// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import deviceid.cluster.Timeouts;
import deviceid.record.Phases.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job's time by phase, and where it is found. */
class PhasesTest {

  private static final String JOB = "{'submitTime':1000,'finishTime':9500}";
  private static final String TASKS =
      """
      [{'type':'REDUCE','startTime':4000,'finishTime':9000,'id':'task_1_0001_r_000000',
        'successfulAttempt':'attempt_1_0001_r_000000_1'},
       {'type':'MAP','id':'task_1_0001_m_000000','startTime':3000,'finishTime':5000},
       {'type':'MAP','id':'task_1_0001_m_000001','startTime':2500,'finishTime':7000}]
      """;

  @Test
  void addUpToTheWhole() {
    Phases phases = new Phases(100, Map.of(Phase.SUBMIT, 20L, Phase.MAP, 50L));

    assertThat(phases.nanos(Phase.REST)).hasValue(30);
    assertThat(phases.nanos(Phase.SUBMIT)).hasValue(20);
    assertThat(phases.nanos(Phase.SHUFFLE)).isEmpty();
  }

  @Test
  void takeInWhatTheClusterKnowsButNothingThatCannotBe() {
    Phases phases = new Phases(100, Map.of(Phase.SUBMIT, 20L));

    assertThat(with(phases, Map.of(Phase.START, 30L, Phase.MAP, 40L), 20).nanos(Phase.REST))
        .hasValue(10);
    assertThat(with(phases, Map.of(Phase.START, 81L), 20)).isEqualTo(phases);
    assertThat(with(phases, Map.of(Phase.START, -1L), 20)).isEqualTo(phases);
    assertThatThrownBy(() -> new Phases(10, Map.of(Phase.MAP, 11L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Phases(10, Map.of(Phase.REST, 1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A clock that is behind takes no more from the start than the submit; one ahead, nothing. */
  @ParameterizedTest
  @CsvSource({"30, 5, 15", "30, 20, 30", "30, -1000, 10", "30, 1000, 30", "8, 0, 0"})
  void countOnceWhatSubmitAndStartShare(long told, long taken, long start) {
    Phases phases = new Phases(100, Map.of(Phase.SUBMIT, 20L));

    Phases all = with(phases, Map.of(Phase.START, told), taken);

    assertThat(all.nanos(Phase.START)).hasValue(start);
    assertThat(all.nanos(Phase.REST)).hasValue(80 - start);
  }

  /** With those of a cluster that took the job so long after a submit of 20 ns began. */
  private static Phases with(Phases phases, Map<Phase, Long> others, long taken) {
    Instant begun = Instant.ofEpochSecond(7);
    return phases.with(others, begun.plusNanos(taken), begun.plusNanos(20));
  }

  @Test
  void lieBetweenTheTimesOfTheHistory() throws Exception {
    Map<Phase, Long> phases = JobHistory.phasesBetween(1_000, 9_500, list(TASKS), 7_400);

    assertThat(phases).containsExactlyInAnyOrderEntriesOf(millis(1_500, 4_500, 400, 1_600, 500));
  }

  @Test
  void haveNoShuffleInAJobWithoutReduces() throws Exception {
    String maps = "[{'type':'MAP','startTime':2500,'finishTime':7000}]";

    assertThat(JobHistory.phasesBetween(1_000, 9_500, list(maps), 0))
        .containsEntry(Phase.COMMIT, 2_500_000_000L)
        .doesNotContainKeys(Phase.SHUFFLE, Phase.REDUCE);
    assertThat(JobHistory.phasesBetween(1_000, 9_500, List.of(), 0)).isEmpty();
  }

  @Test
  void areNotMadeUpWhereTheHistoryHasAGap() {
    assertThatThrownBy(() -> list("[{'type':'MAP','startTime':2500}]"))
        .isInstanceOf(IOException.class)
        .hasMessage("the job history has no finishTime");
  }

  /**
   * Of a reduce's attempts only the one that succeeded has shuffled for good. A list of one element
   * comes without its brackets.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id':'attempt_1_0001_r_000000_0','shuffleFinishTime':8800},"
            + "{'id':'attempt_1_0001_r_000000_1','shuffleFinishTime':7400}]",
        "{'id':'attempt_1_0001_r_000000_1','shuffleFinishTime':7400}"
      })
  void comeFromTheHistoryServersPages(String attempts) throws Exception {
    String root = "/ws/v1/history/mapreduce/jobs/job_1_0001";
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    page(server, root, "{'job':" + JOB + "}");
    page(server, root + "/tasks", "{'tasks':{'task':" + TASKS + "}}");
    page(
        server,
        root + "/tasks/task_1_0001_r_000000/attempts",
        "{'taskAttempts':{'taskAttempt':" + attempts + "}}");
    page(
        server,
        root + "/tasks/task_1_0001_m_000000/attempts",
        "{'taskAttempts':{'taskAttempt':[{'id':'attempt_1_0001_m_000000_0','state':'KILLED',"
            + "'nodeHttpAddress':'node-1:8042','startTime':3000,'finishTime':0}]}}");
    page(server, root + "/tasks/task_1_0001_m_000001/attempts", "{'taskAttempts':{}}");
    server.start();
    try {
      String address = "localhost:" + server.getAddress().getPort();

      JobHistory history =
          JobHistory.of(new JobID("1", 1), address, Timeouts.of(new Configuration()));

      assertThat(history.submitted()).isEqualTo(Instant.ofEpochMilli(1_000));
      assertThat(history.wallNanos()).isEqualTo(8_500_000_000L);
      assertThat(history.phases()).isEqualTo(millis(1_500, 4_500, 400, 1_600, 500));
      assertThat(history.attempts())
          .filteredOn(attempt -> attempt.type().equals("MAP"))
          .containsExactly(
              new JobRecord.Attempt(
                  "attempt_1_0001_m_000000_0",
                  "MAP",
                  "KILLED",
                  "node-1",
                  3_000,
                  OptionalLong.empty(),
                  OptionalLong.empty()));
      assertThat(history.attempts())
          .filteredOn(attempt -> attempt.type().equals("REDUCE"))
          .anyMatch(attempt -> attempt.shuffled().equals(OptionalLong.of(7_400)));
    } finally {
      server.stop(0);
    }
  }

  private static void page(HttpServer server, String path, String text) {
    byte[] body = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals(path);
          exchange.sendResponseHeaders(known ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static Map<Phase, Long> millis(
      long start, long map, long shuffle, long reduce, long commit) {
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    phases.put(Phase.START, start * 1_000_000);
    phases.put(Phase.MAP, map * 1_000_000);
    phases.put(Phase.SHUFFLE, shuffle * 1_000_000);
    phases.put(Phase.REDUCE, reduce * 1_000_000);
    phases.put(Phase.COMMIT, commit * 1_000_000);
    return phases;
  }

  private static List<JobHistory.Task> list(String text) throws IOException {
    List<JobHistory.Task> tasks = new ArrayList<>();
    for (JsonNode task : json(text)) {
      tasks.add(JobHistory.Task.of(task));
    }
    return tasks;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
