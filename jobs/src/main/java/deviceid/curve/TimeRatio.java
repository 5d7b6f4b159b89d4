// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import deviceid.curve.Line.Estimate;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How much of one thing's time another takes: a ratio of geometric means, with the 95% interval of
 * its logarithm.
 *
 * @param low end of the 95% confidence interval
 * @param high end of the 95% confidence interval
 * @param moreRuns about how many more of each would show a difference at the present spread: 0 if
 *     it is shown, empty for more than {@value TimeModel#MOST_MORE}
 */
public record TimeRatio(double value, double low, double high, OptionalInt moreRuns) {

  /**
   * From runs in pairs, with Student's interval. What slows both runs of a pair, as another program
   * on the machine does, leaves a ratio as it is.
   *
   * @param base nanoseconds, a run each
   * @param other nanoseconds; the i-th run is the pair of the i-th of {@code base}
   * @throws IllegalArgumentException if there are fewer than two pairs
   */
  public static TimeRatio paired(List<Long> base, List<Long> other) {
    if (base.size() != other.size()) {
      throw new IllegalArgumentException("no pairs: " + base + " and " + other);
    }
    double[] logs =
        IntStream.range(0, base.size())
            .mapToDouble(i -> Math.log(other.get(i) / (double) base.get(i)))
            .toArray();
    return of(more -> mean(logs, more));
  }

  /**
   * From runs that were made apart, with Welch's interval.
   *
   * @param base nanoseconds, a run each
   * @param other nanoseconds, a run each
   * @throws IllegalArgumentException if there are fewer than two of one
   */
  public static TimeRatio unpaired(List<Long> base, List<Long> other) {
    double[] bases = base.stream().mapToDouble(Math::log).toArray();
    double[] others = other.stream().mapToDouble(Math::log).toArray();
    return of(more -> mean(others, more).minus(mean(bases, more)));
  }

  /**
   * @param estimates of the ratio's logarithm, with so many more runs of the present spread
   */
  private static TimeRatio of(IntFunction<Estimate> estimates) {
    Estimate now = estimates.apply(0);
    return new TimeRatio(
        Math.exp(now.value()),
        Math.exp(now.low()),
        Math.exp(now.high()),
        TimeModel.fewest(more -> estimates.apply(more).halfWidth() < Math.abs(now.value())));
  }

  private static Estimate mean(double[] logs, int more) {
    if (logs.length < 2) {
      throw new IllegalArgumentException("a ratio takes two runs of each, or more");
    }
    double mean = IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).sum() / logs.length;
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    double deviation = Math.sqrt(squares / (logs.length - 1));
    int runs = logs.length + more;
    return new Estimate(mean, deviation / Math.sqrt(runs), runs - 1);
  }

  /** Whether 1 is outside of the interval. */
  public boolean isDifferent() {
    return low > 1 || high < 1;
  }

  /** Half the interval's width, as a part of the ratio. */
  public double precision() {
    return (high - low) / 2 / value;
  }
}
