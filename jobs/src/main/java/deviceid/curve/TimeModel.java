// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import deviceid.curve.Quantity.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * T(n) = a + b n, fitted to every run of a program at several sizes: fixed cost a and cost per row
 * b, with 95% confidence intervals, and no claim that the runs do not support. {@link Line}
 * explains the fit.
 */
public final class TimeModel {

  /** More repeats than this are not counted. */
  public static final int MOST_MORE = 1_000;

  /**
   * A line that misses its runs by more than they spread: the time does not grow as a + b n, so a
   * and b are approximate.
   *
   * @param size at which the line is, relative to it, farthest from the mean of the runs
   * @param mean of the runs of that size, nanoseconds
   * @param fitted the line's time there, nanoseconds
   */
  public record LackOfFit(long size, double mean, double fitted) {}

  /** The size from which on one of two programs is the faster one, or why none is named. */
  public sealed interface Crossover {

    /**
     * The lines cross.
     *
     * @param size where, in rows
     * @param interval of that size, in rows, bounded
     * @param measured whether the size is within those that both programs ran at
     */
    record At(double size, Interval interval, boolean measured) implements Crossover {}

    /** The lines cross at no possible size: one program is faster at each. */
    record Never() implements Crossover {}

    /**
     * The data do not show whether or where they cross.
     *
     * @param moreRepeats of every size, of both programs, that would show it at the present spread;
     *     empty for more than {@value #MOST_MORE}
     */
    record NotIdentifiable(OptionalInt moreRepeats) implements Crossover {}
  }

  private static final double LACK_OF_FIT_LEVEL = 0.99;
  private static final double SMALLEST_RELATIVE_VARIANCE = 1e-18; // beyond a double's digits

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

  /** a: the fixed cost, nanoseconds. */
  public Quantity intercept() {
    return line.map(Line::intercept).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /** b: the cost per row, nanoseconds. */
  public Quantity slope() {
    return line.map(Line::slope).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /** The mean time of a size by the line, nanoseconds; its interval is the line's band. */
  public Quantity at(long rows) {
    return line.map(fit -> fit.at((double) rows)).map(Quantity::of).orElse(Quantity.UNKNOWN);
  }

  /**
   * How many more repeats of every size would distinguish b from 0, if value and spread stay the
   * same: 0 if it is distinguished already, empty for more than {@value #MOST_MORE} or where no
   * number would.
   */
  public OptionalInt moreRepeats() {
    return line.map(Line::slope)
        .map(b -> fewestRepeats(repeats(), factor -> b.withRuns(factor).low() > 0))
        .orElse(OptionalInt.empty());
  }

  /**
   * Where a straight line does not describe the runs; empty where it does. By the F test for lack
   * of fit (Draper and Smith 1998, 2.1) at 1%, on relative times; it takes three sizes and repeats.
   */
  public Optional<LackOfFit> lackOfFit() {
    int ofLine = sizes.size() - 2;
    int ofRuns = runs.size() - sizes.size();
    if (ofLine < 1 || ofRuns == 0) {
      return Optional.empty();
    }
    Map<Long, List<Double>> residuals = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      residuals
          .computeIfAbsent(runs.get(i).size(), size -> new ArrayList<>())
          .add(line.orElseThrow().residual(i));
    }
    double missed = 0;
    double spread = 0;
    double farthest = 0;
    long where = 0;
    for (Map.Entry<Long, List<Double>> group : residuals.entrySet()) {
      double mean = group.getValue().stream().mapToDouble(r -> r).average().orElseThrow();
      missed += group.getValue().size() * mean * mean;
      spread += group.getValue().stream().mapToDouble(r -> (r - mean) * (r - mean)).sum();
      if (Math.abs(mean) > farthest) {
        farthest = Math.abs(mean);
        where = group.getKey();
      }
    }
    double ratio = missed / ofLine / Math.max(spread / ofRuns, SMALLEST_RELATIVE_VARIANCE);
    double limit =
        new FDistribution(null, ofLine, ofRuns, FDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY)
            .inverseCumulativeProbability(LACK_OF_FIT_LEVEL);
    return ratio > limit ? Optional.of(lackOfFitAt(where)) : Optional.empty();
  }

  private LackOfFit lackOfFitAt(long size) {
    double mean =
        runs.stream()
            .filter(run -> run.size() == size)
            .mapToDouble(Timing::nanos)
            .average()
            .orElseThrow();
    double fitted = line.orElseThrow().at((double) size).value();
    return new LackOfFit(size, mean, Math.max(0, fitted));
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

  /**
   * The fewest more repeats that are enough.
   *
   * @param repeats runs a size now
   * @param enough whether so many times the present runs are enough; if they are, more are, too
   */
  static OptionalInt fewestRepeats(double repeats, DoublePredicate enough) {
    return fewest(more -> enough.test((repeats + more) / repeats));
  }

  /**
   * The fewest more that are enough; empty if {@value #MOST_MORE} are not.
   *
   * @param enough if some are, more are, too
   */
  static OptionalInt fewest(IntPredicate enough) {
    int tooFew = -1;
    int plenty = MOST_MORE + 1;
    while (plenty - tooFew > 1) {
      int middle = (tooFew + plenty) >>> 1;
      if (enough.test(middle)) {
        plenty = middle;
      } else {
        tooFew = middle;
      }
    }
    return plenty > MOST_MORE ? OptionalInt.empty() : OptionalInt.of(plenty);
  }
}
