// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * T(n) = a + b n, fitted to every run of a program at several sizes: the time that is there for any
 * size, and the time each row adds, with 95% intervals, and no claim that the runs don't support.
 * {@link Line} says how it is fitted and why.
 */
public final class TimeModel {

  private final List<Timing> runs;
  private final TreeSet<Long> sizes = new TreeSet<>();
  private final Optional<Line> line; // none through a single size

  private TimeModel(List<Timing> runs) {
    this.runs = List.copyOf(runs);
    runs.forEach(run -> sizes.add(run.size()));
    line = sizes.size() < 2 ? Optional.empty() : Optional.of(new Line(runs));
  }

  /**
   * @throws IllegalArgumentException if there are no runs
   */
  public static TimeModel of(List<Timing> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no runs, no model");
    }
    return new TimeModel(runs);
  }

  public List<Timing> runs() {
    return runs;
  }

  /** The sizes that were run, ascending. */
  public List<Long> sizes() {
    return List.copyOf(sizes);
  }

  /** a: nanoseconds that any size takes. */
  public Quantity intercept() {
    return line.map(Line::intercept).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /** b: nanoseconds that each row adds. */
  public Quantity slope() {
    return line.map(Line::slope).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /** The mean time of a size by the line, nanoseconds; its interval is the line's band. */
  public Quantity at(long rows) {
    return line.map(fit -> fit.at((double) rows)).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /**
   * How many further repeats of every size would tell b from 0, were value and spread to stay as
   * they are: 0 if it is told already, empty for more than 1,000 or where no number would.
   */
  public OptionalInt moreRepeats() {
    return line.map(Line::slope)
        .map(b -> MoreRepeats.fewest(repeats(), factor -> b.withRuns(factor).low() > 0))
        .orElse(OptionalInt.empty());
  }

  /** Where a straight line does not describe the runs; empty where it does. */
  public Optional<Misfit> misfit() {
    return line.flatMap(fit -> Misfit.of(runs, fit));
  }

  /** The size at which this program and another take the same time. */
  public Crossover crossover(TimeModel other) {
    if (line.isEmpty() || other.line.isEmpty()) {
      return new Crossover.NotIdentifiable(OptionalInt.empty());
    }
    return Difference.of(line.get(), other.line.get())
        .crossover(
            Math.min(repeats(), other.repeats()),
            Math.max(sizes.first(), other.sizes.first()),
            Math.min(sizes.last(), other.sizes.last()));
  }

  private double repeats() {
    return runs.size() / (double) sizes.size();
  }
}
