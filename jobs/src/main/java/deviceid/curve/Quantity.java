// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.OptionalDouble;

/**
 * A time, or a time a row, as the data show it: never negative, never NaN.
 *
 * @param estimate the best estimate; absent where it is not above 0 or there is none
 * @param interval {@link Interval#UNKNOWN} where the data set no limit, or contradict every
 *     possible value
 */
public record Quantity(OptionalDouble estimate, Interval interval) {

  static final Quantity UNKNOWN = new Quantity(OptionalDouble.empty(), Interval.UNKNOWN);

  static Quantity of(Estimate raw) {
    OptionalDouble estimate =
        raw.value() > 0 ? OptionalDouble.of(raw.value()) : OptionalDouble.empty();
    boolean known = Double.isFinite(raw.standardError()) && raw.high() >= 0;
    return new Quantity(
        estimate, known ? Interval.cutAtZero(raw.low(), raw.high()) : Interval.UNKNOWN);
  }

  /** Whether it is distinguishable from 0. */
  public boolean isAboveZero() {
    return interval.excludesZero();
  }
}
