// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.record.JobRecord;
import deviceid.record.JobRecord.CounterValue;
import deviceid.record.Phases;
import deviceid.record.Phases.Phase;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.GlobPattern;

/**
 * The counters of a job by {@code group/name}, and its times beside them as a group of their own. A
 * counter that its engine takes from elsewhere has a name here, and no value.
 */
public record JobCounters(JobRecord job, Map<String, CounterValue> counters) {

  /** The group of a job's times. */
  public static final String TIME = "time";

  /** The name of the time from submit to end. */
  public static final String WHOLE = TIME + "/WHOLE";

  /** What Hadoop takes from the process, which is that of all tasks on the local runner. */
  private static final Pattern OF_THE_PROCESS =
      anyOf(
          "org.apache.hadoop.mapreduce.FileSystemCounter/*",
          "org.apache.hadoop.mapreduce.lib.*FormatCounter/*",
          "*/{GC_TIME_MILLIS,CPU_MILLISECONDS,COMMITTED_HEAP_BYTES}",
          "*/*{PHYSICAL,VIRTUAL}_MEMORY_BYTES*");

  private static final long NANOS_PER_MILLI = 1_000_000;

  public static JobCounters of(JobRecord job) {
    Map<String, CounterValue> counters = new LinkedHashMap<>();
    job.counters().forEach(counter -> counters.put(key(counter), counter));
    job.phases().ifPresent(phases -> times(phases, counters));
    return new JobCounters(job, counters);
  }

  /** The value of a counter; null where it is not known. */
  public Long value(String key) {
    boolean told =
        counters.containsKey(key) && (!job.isLocal() || !OF_THE_PROCESS.matcher(key).matches());
    return told ? (Long) counters.get(key).value() : null;
  }

  /** Matches what one of the globs does. */
  public static Pattern anyOf(String... globs) {
    return Pattern.compile(GlobPattern.compile("{" + String.join(",", globs) + "}").pattern());
  }

  /** What people call a counter; its key where the job does not have it. */
  public String title(String key) {
    return counters.containsKey(key) ? counters.get(key).title() : key;
  }

  /** The key of a counter that an enum names. */
  public static String key(Enum<?> counter) {
    return counter.getDeclaringClass().getName() + "/" + counter.name();
  }

  private static String key(CounterValue counter) {
    return counter.group() + "/" + counter.name();
  }

  private static void times(Phases phases, Map<String, CounterValue> counters) {
    counters.put(WHOLE, time("WHOLE", phases.whole()));
    for (Phase phase : Phase.values()) {
      phases
          .nanos(phase)
          .ifPresent(nanos -> counters.put(TIME + "/" + phase, time(phase.name(), nanos)));
    }
  }

  private static CounterValue time(String name, long nanos) {
    String title = name.toLowerCase(Locale.ROOT) + ", ms";
    return new CounterValue(
        TIME, name, "Time", title, Math.round(nanos / (double) NANOS_PER_MILLI));
  }
}
