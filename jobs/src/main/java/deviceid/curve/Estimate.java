// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A sum of multiples of a and b as it comes out of the fit, of any sign.
 *
 * @param standardError infinite where the data can't tell
 * @param degrees of freedom of the standard error, 1 or more, not always whole
 */
record Estimate(double value, double standardError, double degrees) {

  private static final double UPPER = 0.975; // 95%, two-sided

  /** Half the width of the 95% interval, by Student's t. */
  double halfWidth() {
    return standardError == 0 ? 0 : quantile() * standardError;
  }

  double quantile() {
    // null: it draws nothing, and a generator would cost more than the quantile
    return new TDistribution(null, degrees).inverseCumulativeProbability(UPPER);
  }

  double low() {
    return value - halfWidth();
  }

  double high() {
    return value + halfWidth();
  }

  /**
   * The difference to an independent estimate; degrees by Welch (1947) and Satterthwaite (1946).
   */
  Estimate minus(Estimate other) {
    double mine = standardError * standardError;
    double its = other.standardError * other.standardError;
    double degreesOfBoth =
        mine + its == 0 || Double.isInfinite(mine + its)
            ? Math.min(degrees, other.degrees)
            : 1
                / (square(mine / (mine + its)) / degrees
                    + square(its / (mine + its)) / other.degrees);
    return new Estimate(value - other.value, Math.sqrt(mine + its), degreesOfBoth);
  }

  /** What this would be, had it the same value and spread in {@code factor} times the runs. */
  Estimate withRuns(double factor) {
    return new Estimate(value, standardError / Math.sqrt(factor), degrees * factor);
  }

  private static double square(double x) {
    return x * x;
  }
}
