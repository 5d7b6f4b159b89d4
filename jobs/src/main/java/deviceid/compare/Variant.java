// SPDX-License-Identifier: Apache-2.0
package deviceid.compare;

import deviceid.cli.ProgramException;
import deviceid.curve.PairedRatio;
import deviceid.curve.Timing;
import deviceid.record.JobRecord;
import deviceid.report.JobCounters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.text.StringTokenizer;
import org.apache.commons.text.matcher.StringMatcherFactory;

/**
 * One of the settings that are compared, and what its runs showed, in the order of the rounds.
 *
 * @param name a letter
 * @param words what it adds to the command line
 * @param nanos of each run, from its start to its end
 * @param jobs the last job of each run
 */
record Variant(String name, List<String> words, List<Long> nanos, List<JobCounters> jobs) {

  /**
   * A variant that has not run.
   *
   * @param number from 0; its letter is the number's in the alphabet
   * @param options as on a command line
   */
  static Variant of(int number, String options) {
    List<String> words =
        new StringTokenizer(options)
            .setQuoteMatcher(StringMatcherFactory.INSTANCE.quoteMatcher())
            .getTokenList();
    if (words.contains("--record") || words.contains("--dry-run")) {
      throw ProgramException.wrongUse(
          "compare keeps a record of each run: leave '" + options + "'");
    }
    String name = Character.toString('A' + number);
    return new Variant(name, List.copyOf(words), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Notes a run.
   *
   * @param ran its jobs, of which the last is its result's; a program may run none
   */
  void ran(long time, List<JobRecord> ran) {
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

  /** Its options, as people read them. */
  String options() {
    return words.isEmpty() ? "(as it is)" : String.join(" ", words);
  }

  /** Of its times to another variant's, paired by round. */
  PairedRatio ratioTo(Variant other) {
    return PairedRatio.of(other.nanos, nanos);
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
    return name + "  " + options();
  }
}
