// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import com.fasterxml.jackson.databind.JsonNode;
import deviceid.cluster.Timeouts;
import deviceid.cluster.WebPage;
import deviceid.record.JobRecord.Attempt;
import deviceid.record.JobRecord.Setting;
import deviceid.record.Phases.Phase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobID;

/**
 * Phases and attempts of a finished job on YARN, from its history: in, the job's pages of the
 * history server's web service, one for the job, one for its tasks, one a task; out, nanoseconds a
 * phase and the attempts. All times are the cluster's, in whole milliseconds.
 *
 * @param submitted when the cluster took the job
 * @param wallNanos from then to its end
 * @param attempts those of reduces alone in a job of more than {@link #MOST_TASKS} tasks
 */
record JobHistory(
    Instant submitted, long wallNanos, Map<Phase, Long> phases, List<Attempt> attempts) {

  /** Each has a page of its own; more would keep a program waiting that is done. */
  private static final int MOST_TASKS = 200;

  static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * @param server host and port of the history server's web service
   * @throws IOException if the history server does not answer in time, or not in full
   */
  static JobHistory of(JobID id, String server, Timeouts timeouts) throws IOException {
    String page = page(id, server);
    JsonNode job = WebPage.fetch(page, timeouts).json().path("job");
    List<JsonNode> tasks =
        all(WebPage.fetch(page + "/tasks", timeouts).json().path("tasks").path("task"));
    List<Attempt> attempts = new ArrayList<>();
    long shuffled = 0;
    for (JsonNode task : tasks) {
      if (isReduce(task) || tasks.size() <= MOST_TASKS) {
        String successful = task.path("successfulAttempt").asText();
        for (Attempt attempt : attempts(page, task, timeouts)) {
          attempts.add(attempt);
          if (isReduce(task) && attempt.id().equals(successful)) {
            shuffled = Math.max(shuffled, shuffled(attempt));
          }
        }
      }
    }
    long submitted = time(job, "submitTime");
    long finished = time(job, "finishTime");
    List<Task> times = new ArrayList<>();
    for (JsonNode task : tasks) {
      times.add(Task.of(task));
    }
    return new JobHistory(
        Instant.ofEpochMilli(submitted),
        (finished - submitted) * NANOS_PER_MILLI,
        phasesBetween(submitted, finished, times, shuffled),
        attempts);
  }

  /** The job's settings that are not defaults, from a page that is large. */
  static List<Setting> settings(JobID id, String server, Configuration conf) throws IOException {
    EffectiveSettings settings = new EffectiveSettings();
    for (JsonNode property :
        all(
            WebPage.fetch(page(id, server) + "/conf", Timeouts.of(conf))
                .json()
                .path("conf")
                .path("property"))) {
      List<String> sources = all(property.path("source")).stream().map(JsonNode::asText).toList();
      settings.add(
          property.path("name").asText(), property.path("value").asText(), whoSet(sources));
    }
    return settings.byName();
  }

  /** The last source of a setting; a copy of the job's own file only handed it on. */
  static String whoSet(List<String> sources) {
    return sources.stream()
        .filter(source -> !source.matches(".*(job|_conf)\\.xml"))
        .reduce("", (before, source) -> source);
  }

  private static String page(JobID id, String server) {
    return "http://" + server + "/ws/v1/history/mapreduce/jobs/" + id;
  }

  private static List<Attempt> attempts(String page, JsonNode task, Timeouts timeouts)
      throws IOException {
    String attempts = page + "/tasks/" + task.path("id").asText() + "/attempts";
    JsonNode found =
        WebPage.fetch(attempts, timeouts).json().path("taskAttempts").path("taskAttempt");
    return all(found).stream()
        .map(
            attempt ->
                new Attempt(
                    attempt.path("id").asText(),
                    task.path("type").asText(),
                    attempt.path("state").asText(),
                    attempt.path("nodeHttpAddress").asText().replaceFirst(":\\d+$", ""),
                    attempt.path("startTime").asLong(),
                    told(attempt.path("shuffleFinishTime").asLong()),
                    told(attempt.path("finishTime").asLong())))
        .toList();
  }

  /** When a task began and ended, in milliseconds. */
  record Task(boolean isReduce, long started, long ended) {

    static Task of(JsonNode task) throws IOException {
      return new Task(JobHistory.isReduce(task), time(task, "startTime"), time(task, "finishTime"));
    }
  }

  /**
   * @param submitted when the cluster took the job, milliseconds
   * @param finished when it ended, milliseconds
   * @param shuffled when the last reduce had its input; 0 in a job without reduces
   */
  static Map<Phase, Long> phasesBetween(
      long submitted, long finished, List<Task> tasks, long shuffled) {
    long firstMap = Long.MAX_VALUE;
    long lastMap = 0;
    long lastTask = 0;
    for (Task task : tasks) {
      if (!task.isReduce) {
        firstMap = Math.min(firstMap, task.started);
        lastMap = Math.max(lastMap, task.ended);
      }
      lastTask = Math.max(lastTask, task.ended);
    }
    Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    if (lastMap > 0) {
      put(phases, Phase.START, submitted, firstMap);
      put(phases, Phase.MAP, firstMap, lastMap);
      if (shuffled > 0) {
        put(phases, Phase.SHUFFLE, lastMap, shuffled);
        put(phases, Phase.REDUCE, shuffled, lastTask);
      }
      put(phases, Phase.COMMIT, lastTask, finished);
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

  private static boolean isReduce(JsonNode task) {
    return task.path("type").asText().equals("REDUCE");
  }

  private static void put(Map<Phase, Long> phases, Phase phase, long from, long to) {
    phases.put(phase, (to - from) * NANOS_PER_MILLI);
  }

  private static long shuffled(Attempt attempt) throws IOException {
    return attempt
        .shuffled()
        .orElseThrow(() -> new IOException("the job history has no shuffleFinishTime"));
  }

  /** A time that is 0 where there is none. */
  static OptionalLong told(long millis) {
    return millis > 0 ? OptionalLong.of(millis) : OptionalLong.empty();
  }

  private static long time(JsonNode of, String field) throws IOException {
    long time = of.path(field).asLong();
    if (time <= 0) {
      throw new IOException("the job history has no " + field);
    }
    return time;
  }
}
