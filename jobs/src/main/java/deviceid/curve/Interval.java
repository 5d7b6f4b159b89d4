// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

/**
 * A 95% confidence interval of something that can't be negative.
 *
 * @param low 0 or more
 * @param high at least {@code low}; infinite where the data set no limit
 * @param cut whether the low end stands at 0 only because less is impossible
 */
public record Interval(double low, double high, boolean cut) {

  /** What is known of a quantity of which nothing is known. */
  public static final Interval UNKNOWN = new Interval(0, Double.POSITIVE_INFINITY, false);

  public Interval {
    if (!(low >= 0 && low <= high) || Double.isInfinite(low)) {
      throw new IllegalArgumentException("no interval from " + low + " to " + high);
    }
  }

  /** The part at and above 0; the high end must be there. */
  static Interval cutAtZero(double low, double high) {
    return new Interval(Math.max(0, low), high, low < 0);
  }

  public boolean excludesZero() {
    return low > 0;
  }

  public boolean isBounded() {
    return Double.isFinite(high);
  }

  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
