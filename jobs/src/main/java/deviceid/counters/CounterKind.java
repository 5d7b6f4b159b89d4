// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.report.JobCounters;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.GlobPattern;

/**
 * Meaning of a counter that differs between two jobs of the same program over the same rows. Each
 * kind lists its counters as {@code group/name}; a counter that no list holds, one of another job
 * say, is {@link #EXPLAINED}.
 */
public enum CounterKind {
  /** One of them is wrong. */
  MUST_BE_EQUAL(
      "must be equal", "deviceid.rows.Ids/*", "deviceid.rows.Work/{ROW_CHECKSUM,PLACE_CHECKSUM}"),
  /** Splits, settings or engine make it so: records between phases, spills, bytes, tasks. */
  EXPLAINED("explained by what changed"),
  /** Time and memory: it differs between two runs of the very same job, too. */
  VARYING(
      "time and memory: by chance, too",
      JobCounters.TIME + "/*",
      "deviceid.rows.Work/*_NANOS",
      "*/{GC_TIME_MILLIS,CPU_MILLISECONDS,COMMITTED_HEAP_BYTES}",
      "*/*{PHYSICAL,VIRTUAL}_MEMORY_BYTES*",
      "*/MILLIS_*",
      "*/*_MILLIS_*");

  private final String title;
  private final Pattern counters;

  CounterKind(String title, String... counters) {
    this.title = title;
    this.counters = anyOf(counters);
  }

  /**
   * @param counter {@code group/name}
   */
  public static CounterKind of(String counter) {
    return Arrays.stream(values())
        .filter(kind -> kind.counters.matcher(counter).matches())
        .findFirst()
        .orElse(EXPLAINED);
  }

  private static Pattern anyOf(String... globs) {
    return Pattern.compile(GlobPattern.compile("{" + String.join(",", globs) + "}").pattern());
  }

  @Override
  public String toString() {
    return title;
  }
}
