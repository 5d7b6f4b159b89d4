// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import deviceid.curve.Line.Estimate;
import deviceid.curve.Quantity.Interval;
import deviceid.curve.TimeModel.Crossover;

/**
 * The difference of two lines, D(n) = a + b n, and where it is 0. The crossover's interval is
 * Fieller's (1954): the sizes at which D does not differ from 0. It is right where a ratio's own
 * distribution has no variance, and it says so itself, by having no end, when the slopes do not
 * differ; the delta method would give a short interval even then.
 *
 * @param intercept of the difference
 * @param slope of the difference
 * @param covariance of the two
 * @param degrees of freedom of the difference near the crossover
 */
record Difference(Estimate intercept, Estimate slope, double covariance, double degrees) {

  static Difference of(Line one, Line other) {
    Estimate intercept = one.intercept().minus(other.intercept());
    Estimate slope = one.slope().minus(other.slope());
    double crossing = -intercept.value() / slope.value();
    double degrees =
        crossing > 0 && Double.isFinite(crossing)
            ? one.at(crossing).minus(other.at(crossing)).degrees()
            : slope.degrees();
    return new Difference(intercept, slope, one.covariance() + other.covariance(), degrees);
  }

  /**
   * @param repeats runs a size now
   * @param smallest size that both ran at
   * @param largest size that both ran at
   */
  Crossover crossover(double repeats, long smallest, long largest) {
    double[] ends = ends();
    double size = -intercept.value() / slope.value();
    if (!isDecided()) {
      return new Crossover.NotIdentifiable(
          TimeModel.fewestRepeats(repeats, factor -> withRuns(factor).isDecided()));
    }
    return size > 0
        ? new Crossover.At(
            size, Interval.cutAtZero(ends[0], ends[1]), size >= smallest && size <= largest)
        : new Crossover.Never();
  }

  /** Whether the slopes differ, so that the interval ends, and it holds possible sizes or none. */
  private boolean isDecided() {
    double[] ends = ends();
    return Double.isFinite(ends[1]) && (ends[1] < 0 || -intercept.value() / slope.value() > 0);
  }

  /** The roots of D(n)^2 = t^2 var D(n); infinite if the slopes do not differ. */
  private double[] ends() {
    double t = new Estimate(0, 1, degrees).quantile();
    double square = minusNoise(slope, t);
    if (!(square > 0)) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double half = intercept.value() * slope.value() - t * t * covariance;
    double root = Math.sqrt(Math.max(0, half * half - square * minusNoise(intercept, t)));
    return new double[] {(-half - root) / square, (-half + root) / square};
  }

  private static double minusNoise(Estimate estimate, double t) {
    double noise = t * estimate.standardError();
    return estimate.value() * estimate.value() - noise * noise;
  }

  private Difference withRuns(double factor) {
    return new Difference(
        intercept.withRuns(factor), slope.withRuns(factor), covariance / factor, degrees * factor);
  }
}
