// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.run.Check;
import deviceid.sample.Sampling.Method;
import java.util.List;
import java.util.function.Predicate;

/** What must hold of every run of a sampling driver. */
final class SampleChecks {

  private SampleChecks() {}

  /**
   * @param rows that the samples were drawn from
   */
  static List<Check> of(List<SampleRun> runs, SampleOptions options, long rows) {
    String about = options.method == Method.EXACT ? "exactly" : "about";
    return List.of(
        check(
            "runs that sampled " + about + " their size",
            runs,
            run ->
                Math.abs(run.sampled() - run.size())
                    <= options.sampling(rows, run.size()).tolerance()),
        check("runs that counted every sampled row", runs, run -> run.counted() == run.sampled()),
        check("runs whose counts add up", runs, run -> run.counts().total() == run.counted()),
        check(
            "runs that repeat the counts of their size",
            runs,
            run ->
                runs.stream()
                    .filter(other -> other.size() == run.size())
                    .allMatch(other -> other.counts().equals(run.counts()))));
  }

  private static Check check(String rule, List<SampleRun> runs, Predicate<SampleRun> holds) {
    return Check.equal(rule + " = runs", () -> runs.stream().filter(holds).count(), runs.size());
  }
}
