// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.run.JobRecord;
import deviceid.run.JobRecord.CounterValue;
import deviceid.run.Phase;
import deviceid.run.Phases;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The counters of a job by {@code group/name}, and its times beside them as a group of their own.
 * What its engine does not tell of the job is not there.
 */
public record JobCounters(JobRecord job, Map<String, CounterValue> told) {

  /** The group of a job's times. */
  static final String TIME = "time";

  /** The name of the time from submit to end. */
  public static final String WHOLE = TIME + "/WHOLE";

  private static final long NANOS_PER_MILLI = 1_000_000;

  public static JobCounters of(JobRecord job) {
    Map<String, CounterValue> told = new LinkedHashMap<>();
    for (CounterValue counter : job.counters()) {
      if (!job.isLocal() || CounterKind.isToldLocally(key(counter))) {
        told.put(key(counter), counter);
      }
    }
    job.phases().ifPresent(phases -> times(phases, told));
    return new JobCounters(job, told);
  }

  /** The value of a counter; null where it is not known. */
  public Long value(String key) {
    CounterValue counter = told.get(key);
    return counter == null ? null : counter.value();
  }

  /** The key of a counter that an enum names. */
  public static String key(Enum<?> counter) {
    return counter.getDeclaringClass().getName() + "/" + counter.name();
  }

  private static String key(CounterValue counter) {
    return counter.group() + "/" + counter.name();
  }

  private static void times(Phases phases, Map<String, CounterValue> told) {
    told.put(WHOLE, time("WHOLE", phases.whole()));
    for (Phase phase : Phase.values()) {
      phases
          .nanos(phase)
          .ifPresent(nanos -> told.put(TIME + "/" + phase, time(phase.name(), nanos)));
    }
  }

  private static CounterValue time(String name, long nanos) {
    String title = name.toLowerCase(Locale.ROOT) + ", ms";
    return new CounterValue(
        TIME, name, "Time", title, Math.round(nanos / (double) NANOS_PER_MILLI));
  }
}
