// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cluster.WebPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapreduce.JobID;

/**
 * The phases of a finished job on YARN, from the times that its history keeps: in, the job's pages
 * of the history server's web service, one for the job, one for its tasks, one a reduce; out,
 * nanoseconds a phase. All are differences on the cluster's clocks, in whole milliseconds.
 */
final class HistoryPhases {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String server;

  /**
   * @param server host and port of the history server's web service
   */
  HistoryPhases(String server) {
    this.server = server;
  }

  /**
   * @throws IOException if the history server does not answer in time, or not in full
   */
  Map<Phase, Long> of(JobID id) throws IOException {
    String page = "http://" + server + "/ws/v1/history/mapreduce/jobs/" + id;
    JsonNode job = WebPage.fetch(page).json().path("job");
    List<JsonNode> tasks = all(WebPage.fetch(page + "/tasks").json().path("tasks").path("task"));
    long shuffled = 0;
    for (JsonNode task : tasks) {
      if (task.path("type").asText().equals("REDUCE")) {
        String attempts = page + "/tasks/" + task.path("id").asText() + "/attempts";
        String successful = task.path("successfulAttempt").asText();
        JsonNode found = WebPage.fetch(attempts).json().path("taskAttempts").path("taskAttempt");
        for (JsonNode attempt : all(found)) {
          if (attempt.path("id").asText().equals(successful)) {
            shuffled = Math.max(shuffled, time(attempt, "shuffleFinishTime"));
          }
        }
      }
    }
    return between(job, tasks, shuffled);
  }

  /**
   * @param shuffled when the last reduce had its input; 0 in a job without reduces
   */
  static Map<Phase, Long> between(JsonNode job, List<JsonNode> tasks, long shuffled)
      throws IOException {
    long firstMap = Long.MAX_VALUE;
    long lastMap = 0;
    long lastTask = 0;
    for (JsonNode task : tasks) {
      if (task.path("type").asText().equals("MAP")) {
        firstMap = Math.min(firstMap, time(task, "startTime"));
        lastMap = Math.max(lastMap, time(task, "finishTime"));
      }
      lastTask = Math.max(lastTask, time(task, "finishTime"));
    }
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    if (lastMap > 0) {
      put(phases, Phase.START, time(job, "submitTime"), firstMap);
      put(phases, Phase.MAP, firstMap, lastMap);
      if (shuffled > 0) {
        put(phases, Phase.SHUFFLE, lastMap, shuffled);
        put(phases, Phase.REDUCE, shuffled, lastTask);
      }
      put(phases, Phase.COMMIT, lastTask, time(job, "finishTime"));
    }
    return phases;
  }

  /** The service writes a list of one element without its brackets. */
  private static List<JsonNode> all(JsonNode list) {
    if (list.isArray()) {
      List<JsonNode> elements = new ArrayList<>();
      list.forEach(elements::add);
      return elements;
    }
    return list.isMissingNode() ? List.of() : List.of(list);
  }

  private static void put(Map<Phase, Long> phases, Phase phase, long from, long to) {
    phases.put(phase, (to - from) * NANOS_PER_MILLI);
  }

  private static long time(JsonNode of, String field) throws IOException {
    long time = of.path(field).asLong();
    if (time <= 0) {
      throw new IOException("the history has no " + field);
    }
    return time;
  }
}
