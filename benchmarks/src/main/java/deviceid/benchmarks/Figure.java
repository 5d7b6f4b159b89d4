// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What one program took for one task at one size: medians of its runs. Empty where nobody measured;
 * without any time where one of the runs failed or was wrong.
 *
 * @param own what the program itself calls its job's time
 * @param ratio to ours: below 1 is faster
 */
record Figure(
    Task task,
    String program,
    Contestant contestant,
    int runs,
    OptionalDouble seconds,
    OptionalDouble least,
    OptionalDouble most,
    OptionalDouble cpu,
    OptionalDouble own,
    OptionalDouble peakMib,
    OptionalDouble ratio) {

  /** The work to which a figure belongs: generate, count, or count samples of rows in some way. */
  record Task(String what, long size) {}

  /** A line of {@code contestants.tsv}: the kind is ours, peer or limit. */
  record Contestant(String job, String program, String kind, String settings) {}

  /** A line of {@code runs.csv}. */
  record Run(
      Task task,
      String program,
      OptionalDouble seconds,
      OptionalDouble cpu,
      OptionalDouble own,
      OptionalDouble peakMib) {

    static Run parse(String line) {
      String[] cells = line.split(",", -1);
      Task task = new Task(cells[0], Long.parseLong(cells[1]));
      return new Run(
          task, cells[2], number(cells[4]), number(cells[5]), number(cells[6]), number(cells[7]));
    }

    private static OptionalDouble number(String cell) {
      return cell.isEmpty() || cell.equals("FAILED")
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(cell));
    }
  }

  /** The figure of all runs of one program at one task. */
  static Figure of(List<Run> runs, Contestant contestant, OptionalDouble ours) {
    boolean failed = runs.stream().anyMatch(run -> run.seconds().isEmpty());
    double[] sorted = failed ? new double[0] : sorted(runs, Run::seconds);
    OptionalDouble median = median(sorted);
    return new Figure(
        runs.get(0).task(),
        runs.get(0).program(),
        contestant,
        runs.size(),
        median,
        failed ? OptionalDouble.empty() : OptionalDouble.of(sorted[0]),
        failed ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length - 1]),
        median(sorted(runs, Run::cpu)),
        median(sorted(runs, Run::own)),
        median(sorted(runs, Run::peakMib)),
        median.isPresent() && ours.isPresent()
            ? OptionalDouble.of(median.getAsDouble() / ours.getAsDouble())
            : OptionalDouble.empty());
  }

  /** The median time of runs, unless one of them failed. */
  static OptionalDouble median(List<Run> runs) {
    return runs.stream().anyMatch(run -> run.seconds().isEmpty())
        ? OptionalDouble.empty()
        : median(sorted(runs, Run::seconds));
  }

  boolean isOurs() {
    return contestant.kind().equals("ours");
  }

  private static double[] sorted(List<Run> runs, Function<Run, OptionalDouble> value) {
    return runs.stream().map(value).flatMapToDouble(OptionalDouble::stream).sorted().toArray();
  }

  private static OptionalDouble median(double[] sorted) {
    return sorted.length == 0
        ? OptionalDouble.empty()
        : Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average();
  }
}
