// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Figures;
import deviceid.cli.ProgramException;
import deviceid.curve.Timing;
import deviceid.record.JobRecord;
import deviceid.record.Phases;
import deviceid.report.JobCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One of the settings that are compared, and what its runs showed, in the order of the rounds.
 *
 * @param name a letter, or as the user calls it
 * @param about what is special about it
 * @param nanos of each run, from its start to its end
 * @param jobs the last job of each run
 */
public record Variant(String name, String about, List<Long> nanos, List<JobCounters> jobs) {

  /** A variant that has not run. */
  public Variant(String name, String about) {
    this(name, about, new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Jobs of one setting.
   *
   * @throws ProgramException if a job's time is not known
   */
  static Variant ofJobs(String name, List<JobRecord> jobs) {
    Set<String> names = new LinkedHashSet<>();
    jobs.forEach(job -> names.add(job.name()));
    Variant group =
        new Variant(name, Figures.counted(jobs.size(), "run") + " of " + String.join(", ", names));
    for (JobRecord job : jobs) {
      Phases phases =
          job.phases()
              .orElseThrow(
                  () -> ProgramException.wrongUse("the time of " + job.id() + " is not known"));
      group.ran(phases.whole(), List.of(job));
    }
    return group;
  }

  /**
   * Notes a run.
   *
   * @param ran its jobs, of which the last is its result's; a program may run none
   */
  public void ran(long time, List<JobRecord> ran) {
    nanos.add(time);
    if (!ran.isEmpty()) {
      jobs.add(JobCounters.of(ran.get(ran.size() - 1)));
    }
  }

  /** The job of the run whose time is nearest to the median; empty if there are no jobs. */
  Optional<JobRecord> medianJob() {
    return IntStream.range(0, jobs.size())
        .boxed()
        .min(Comparator.comparingLong(i -> Math.abs(nanos.get(i) - median())))
        .map(i -> jobs.get(i).job());
  }

  long median() {
    return Timing.median(nanos.stream().mapToLong(Long::longValue));
  }

  /** The values of a counter, a run each; empty if a run does not have it. */
  List<Long> values(String counter) {
    List<Long> values = new ArrayList<>();
    for (JobCounters job : jobs) {
      if (job.value(counter) == null) {
        return List.of();
      }
      values.add(job.value(counter));
    }
    return values;
  }

  @Override
  public String toString() {
    return name + "  " + about;
  }
}
