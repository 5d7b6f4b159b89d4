// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import deviceid.curve.Line.Estimate;
import java.util.OptionalDouble;

/**
 * A time, or a time per row, as the data show it: never negative, never NaN.
 *
 * @param estimate the best estimate; absent where it is not above 0 or there is none
 * @param interval {@link Interval#UNKNOWN} where the data set no limit, or contradict every
 *     possible value
 */
public record Quantity(OptionalDouble estimate, Interval interval) {

  static final Quantity UNKNOWN = new Quantity(OptionalDouble.empty(), Interval.UNKNOWN);

  /**
   * A 95% confidence interval of something that can't be negative.
   *
   * @param low 0 or more
   * @param high at least {@code low}; infinite where the data set no limit
   * @param cut whether the low end is 0 only because less is impossible
   */
  public record Interval(double low, double high, boolean cut) {

    /** Of a quantity of which nothing is known. */
    public static final Interval UNKNOWN = new Interval(0, Double.POSITIVE_INFINITY, false);

    public Interval {
      if (!(low >= 0 && low <= high) || Double.isInfinite(low)) {
        throw new IllegalArgumentException("not an interval: " + low + " to " + high);
      }
    }

    /** The part at and above 0; {@code high} must be in it. */
    static Interval cutAtZero(double low, double high) {
      return new Interval(Math.max(0, low), high, low < 0);
    }

    public boolean isBounded() {
      return Double.isFinite(high);
    }

    public boolean contains(double value) {
      return value >= low && value <= high;
    }
  }

  static Quantity of(Estimate raw) {
    OptionalDouble estimate =
        raw.value() > 0 ? OptionalDouble.of(raw.value()) : OptionalDouble.empty();
    boolean known = Double.isFinite(raw.standardError()) && raw.high() >= 0;
    return new Quantity(
        estimate, known ? Interval.cutAtZero(raw.low(), raw.high()) : Interval.UNKNOWN);
  }

  /** Whether it is distinguishable from 0. */
  public boolean isAboveZero() {
    return interval.low() > 0;
  }
}
