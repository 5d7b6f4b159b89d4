// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long a job took, phase by phase, in nanoseconds. A phase that the engine does not report is
 * absent, never 0; its time is part of {@link Phase#REST}. The phases always add up to the whole.
 *
 * @param whole from before submit until the client knew the end, on its monotonic clock
 */
public record Phases(long whole, Map<Phase, Long> known) {

  /**
   * @throws IllegalArgumentException if a phase is negative or the phases are longer than the whole
   */
  public Phases {
    long sum = known.values().stream().mapToLong(Long::longValue).sum();
    if (known.containsKey(Phase.REST) || known.values().stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException("no phases: " + known);
    }
    if (sum > whole) {
      throw new IllegalArgumentException("phases of " + sum + " in a total of " + whole);
    }
    Map<Phase, Long> all = new EnumMap<>(Phase.class);
    all.putAll(known);
    all.put(Phase.REST, whole - sum);
    known = Map.copyOf(all);
  }

  /** Nanoseconds of a phase; empty if they are not known. */
  public OptionalLong nanos(Phase phase) {
    Long nanos = known.get(phase);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /**
   * These phases with those of the cluster's clock, unless that would exceed the whole. Submitting
   * returns some time after the cluster has taken the job; that time is {@link Phase#SUBMIT}'s
   * alone.
   *
   * @param taken when the cluster took the job and its {@link Phase#START} began
   * @param returned when this {@link Phase#SUBMIT} ended
   */
  Phases with(Map<Phase, Long> others, Instant taken, Instant returned) {
    Map<Phase, Long> all = new EnumMap<>(known);
    all.remove(Phase.REST);
    all.putAll(others);
    long twice =
        Math.min(Duration.between(taken, returned).toNanos(), all.getOrDefault(Phase.SUBMIT, 0L));
    if (twice > 0) {
      all.computeIfPresent(Phase.START, (phase, nanos) -> nanos - Math.min(nanos, twice));
    }
    try {
      return new Phases(whole, all);
    } catch (IllegalArgumentException e) { // clocks of two machines that disagree
      return this;
    }
  }

  /** Stretches of a job's wall time, one after another; their sum is the whole. */
  public enum Phase {
    /** The client prepares and submits the job: splits, staging, the request. */
    SUBMIT,
    /** To the start of the first map: the ApplicationMaster and its first container. */
    START,
    /** From the start of the first map to the end of the last. */
    MAP,
    /** From the end of the last map until every reduce has its input. */
    SHUFFLE,
    /** From then to the end of the last reduce. */
    REDUCE,
    /** From the end of the last reduce until the engine has committed the job. */
    COMMIT,
    /** What the phases that are known leave of the whole; the client learns of the end in it. */
    REST
  }
}
