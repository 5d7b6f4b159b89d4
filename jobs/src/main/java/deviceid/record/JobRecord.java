// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.mapreduce.Counter;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;

/**
 * What is known of one job: its name and settings while it runs, everything after it has ended.
 * What its engine does not report is absent, never 0.
 *
 * @param id as its engine has it
 * @param engine what ran it: {@code local} or {@code yarn}
 * @param state of Hadoop's {@code JobStatus.State}
 * @param page its page on the cluster; empty on the local runner
 * @param phases absent until it has ended
 * @param settings those that are not Hadoop's defaults, by name
 * @param counters all of them, ours and the framework's; of an ended job
 * @param attempts of its tasks; none on the local runner
 */
public record JobRecord(
    String name,
    String id,
    String engine,
    String state,
    String page,
    Instant submitted,
    Optional<Phases> phases,
    List<Setting> settings,
    List<CounterValue> counters,
    List<Attempt> attempts) {

  public JobRecord {
    settings = List.copyOf(settings);
    counters = List.copyOf(counters);
    attempts = List.copyOf(attempts);
  }

  /**
   * A setting as the job has it.
   *
   * @param source who set it last: a site file, {@code command line} or {@code program}
   */
  public record Setting(String name, String value, String source) {

    private static final String ALL = Long.toString(Long.MAX_VALUE);

    /** The value for people, as a command line takes it. */
    public String shown() {
      return value.equals(ALL) ? "all" : value;
    }
  }

  /**
   * A counter, totalled over the job.
   *
   * @param group the class or the name of its group
   * @param groupTitle the group as people read it
   * @param title the counter as people read it
   */
  public record CounterValue(
      String group, String name, String groupTitle, String title, long value) {

    /** Counter groups of this suite began so in runs of versions before 0.2. */
    private static final String FORMER = "deviceid.io.";

    /** All of a job. */
    static List<CounterValue> of(Counters counters) {
      List<CounterValue> values = new ArrayList<>();
      for (CounterGroup group : counters) {
        for (Counter counter : group) {
          values.add(
              new CounterValue(
                  group.getName(),
                  counter.getName(),
                  group.getDisplayName(),
                  counter.getDisplayName(),
                  counter.getValue()));
        }
      }
      return values;
    }

    /** A group has its name of today, whichever version of the suite counted it. */
    public CounterValue {
      group =
          group.startsWith(FORMER) ? "deviceid.rows." + group.substring(FORMER.length()) : group;
    }
  }

  /**
   * One attempt at a task, by the cluster's clock in milliseconds since 1970.
   *
   * @param type {@code MAP} or {@code REDUCE}
   * @param shuffled when a reduce had its input
   */
  public record Attempt(
      String id,
      String type,
      String state,
      String host,
      long started,
      OptionalLong shuffled,
      OptionalLong ended) {}

  /** This record with what a history adds to it. */
  JobRecord with(Phases phases, List<Setting> settings, List<Attempt> attempts) {
    return new JobRecord(
        name,
        id,
        engine,
        state,
        page,
        submitted,
        Optional.of(phases),
        settings,
        counters,
        attempts);
  }

  public boolean isLocal() {
    return engine.equals("local");
  }

  public boolean hasSucceeded() {
    return state.equals("SUCCEEDED");
  }

  /** The value of a setting; empty if it is a default or not there. */
  public Optional<String> setting(String name) {
    return settings.stream()
        .filter(setting -> setting.name().equals(name))
        .map(Setting::value)
        .findFirst();
  }
}
