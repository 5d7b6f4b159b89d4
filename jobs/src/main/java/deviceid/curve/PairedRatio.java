// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import deviceid.curve.Line.Estimate;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How much of one thing's time another takes, from runs in pairs: the geometric mean of the pairs'
 * ratios, with Student's 95% interval of their logarithms. What slows both runs of a pair, as
 * another program on the machine does, leaves a ratio as it is.
 *
 * @param low end of the 95% confidence interval
 * @param high end of the 95% confidence interval
 * @param pairs how many there were
 * @param morePairs about how many more would show a difference at the present spread: 0 if it is
 *     shown, empty for more than {@value #MOST_PAIRS}
 */
public record PairedRatio(double value, double low, double high, int pairs, OptionalInt morePairs) {

  private static final int MOST_PAIRS = 1_000;

  /**
   * @param base nanoseconds, a run each
   * @param other nanoseconds; the i-th run is the pair of the i-th of {@code base}
   * @throws IllegalArgumentException if there are fewer than two pairs
   */
  public static PairedRatio of(List<Long> base, List<Long> other) {
    int pairs = base.size();
    if (pairs < 2 || other.size() != pairs) {
      throw new IllegalArgumentException("two pairs or more, not " + base + " and " + other);
    }
    double[] logs =
        IntStream.range(0, pairs)
            .mapToDouble(i -> Math.log(other.get(i) / (double) base.get(i)))
            .toArray();
    double mean = IntStream.range(0, pairs).mapToDouble(i -> logs[i]).sum() / pairs;
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    double deviation = Math.sqrt(squares / (pairs - 1));
    Estimate estimate = estimate(mean, deviation, pairs);
    return new PairedRatio(
        Math.exp(mean),
        Math.exp(estimate.low()),
        Math.exp(estimate.high()),
        pairs,
        IntStream.range(0, MOST_PAIRS)
            .filter(more -> estimate(mean, deviation, pairs + more).halfWidth() < Math.abs(mean))
            .findFirst());
  }

  private static Estimate estimate(double mean, double deviation, int pairs) {
    return new Estimate(mean, deviation / Math.sqrt(pairs), pairs - 1);
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
