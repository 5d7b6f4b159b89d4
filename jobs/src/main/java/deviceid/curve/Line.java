// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The line a + b n through all runs, with standard errors that hold when runs of one size spread
 * more than those of another.
 *
 * <p>Least squares with weights 1 / T(n)^2, iterated (the quasi-likelihood of Wedderburn 1974 for a
 * constant relative spread): times span decades, and unweighted the few milliseconds of the
 * smallest size would drown in the noise of the largest. The weights need not be right: the
 * variance is robust (HC2 of MacKinnon and White 1985), with the degrees of freedom of Bell and
 * McCaffrey (2002) that keep its interval right in small samples (Imbens and Kolesar 2016). In
 * simulation, three runs a size, the usual pooled variance covers 60% where 95% are promised. The
 * price is repeats: of three runs a size the slope has about 2 degrees of freedom, of eight about
 * 7, which halves the interval once more. Only where a run stands alone at its end of the line, so
 * that it shows no spread, is the relative spread pooled over the sizes.
 */
final class Line {

  private static final int ITERATIONS = 8;
  private static final double LEVERAGE_OF_A_LONE_RUN = 1 - 1e-9;

  private final double scale; // the largest size, so that numbers are near 1
  private final double[] size;
  private final double[] time;
  private final double[] weight; // of a residual: 1 / T
  private double weights; // sums over runs, of squared weights
  private double meanSize;
  private double meanTime;
  private double spread;
  private double slope;

  /**
   * A sum of multiples of a and b, of any sign.
   *
   * @param standardError infinite where the data do not show it
   * @param degrees of freedom of the standard error, 1 or more, not always whole
   */
  record Estimate(double value, double standardError, double degrees) {

    private static final double UPPER = 0.975; // 95%, two-sided
    private static final double ACCURACY = TDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY;

    double quantile() {
      // null: no random numbers are drawn, and a generator would cost more than the quantile.
      // Hadoop 3.3 brings commons-math3 3.1.1, which has no shorter constructor that takes it
      return new TDistribution(null, degrees, ACCURACY).inverseCumulativeProbability(UPPER);
    }

    /** Half the width of the 95% interval, by Student's t. */
    double halfWidth() {
      return standardError == 0 ? 0 : quantile() * standardError;
    }

    double low() {
      return value - halfWidth();
    }

    double high() {
      return value + halfWidth();
    }

    /** The difference to an independent estimate, by Welch (1947) and Satterthwaite (1946). */
    Estimate minus(Estimate other) {
      double mine = standardError * standardError;
      double its = other.standardError * other.standardError;
      double both = mine + its;
      double degreesOfBoth =
          both == 0 || Double.isInfinite(both)
              ? Math.min(degrees, other.degrees)
              : both * both / (mine * mine / degrees + its * its / other.degrees);
      return new Estimate(value - other.value, Math.sqrt(both), degreesOfBoth);
    }

    /** The same value and spread from {@code factor} times as many runs. */
    Estimate withRuns(double factor) {
      return new Estimate(value, standardError / Math.sqrt(factor), degrees * factor);
    }
  }

  /**
   * @throws IllegalArgumentException if there are fewer than two sizes
   */
  Line(List<Timing> runs) {
    Map<Long, Double> means =
        runs.stream()
            .collect(
                Collectors.groupingBy(Timing::size, Collectors.averagingDouble(Timing::nanos)));
    if (means.size() < 2) {
      throw new IllegalArgumentException("a line takes two sizes");
    }
    scale = runs.stream().mapToLong(Timing::size).max().orElseThrow();
    size = runs.stream().mapToDouble(run -> run.size() / scale).toArray();
    time = runs.stream().mapToDouble(Timing::nanos).toArray();
    weight = new double[size.length];
    // a fit below the fastest size's mean is noise of the slower ones: it must not gain weight
    double fastest =
        means.values().stream().mapToDouble(mean -> mean).filter(mean -> mean > 0).min().orElse(1);
    double[] expected = runs.stream().mapToDouble(run -> means.get(run.size())).toArray();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      for (int i = 0; i < size.length; i++) {
        weight[i] = 1 / Math.max(expected[i], fastest);
      }
      fit();
      for (int i = 0; i < size.length; i++) {
        expected[i] = fitted(i);
      }
    }
  }

  private void fit() {
    weights = 0;
    double sizes = 0;
    double times = 0;
    for (int i = 0; i < size.length; i++) {
      double w = weight[i] * weight[i];
      weights += w;
      sizes += w * size[i];
      times += w * time[i];
    }
    meanSize = sizes / weights;
    meanTime = times / weights;
    spread = 0;
    double together = 0;
    for (int i = 0; i < size.length; i++) {
      double w = weight[i] * weight[i];
      spread += w * (size[i] - meanSize) * (size[i] - meanSize);
      together += w * (size[i] - meanSize) * (time[i] - meanTime);
    }
    slope = together / spread;
  }

  private double fitted(int i) {
    return meanTime + slope * (size[i] - meanSize);
  }

  /** The residual of a run relative to the time expected of it. */
  double residual(int i) {
    return weight[i] * (time[i] - fitted(i));
  }

  Estimate intercept() {
    return estimate(1, 0);
  }

  /** Nanoseconds a row. */
  Estimate slope() {
    return estimate(0, 1 / scale);
  }

  Estimate at(double rows) {
    return estimate(1, rows / scale);
  }

  /** Of the intercept with the slope: half of what the variance of their sum has beyond theirs. */
  double covariance() {
    double a = intercept().standardError();
    double b = estimate(0, 1).standardError();
    double sum = estimate(1, 1).standardError();
    return (sum * sum - a * a - b * b) / 2 / scale;
  }

  private Estimate estimate(double ofIntercept, double ofSlope) {
    double value = ofIntercept * (meanTime - slope * meanSize) + ofSlope * slope;
    double[] share = new double[size.length]; // of each weighted time in the value
    boolean lone = false;
    for (int i = 0; i < size.length; i++) {
      share[i] =
          weight[i]
              * (ofIntercept / weights
                  + (ofSlope - ofIntercept * meanSize) * (size[i] - meanSize) / spread);
      lone |= hat(i, i) > LEVERAGE_OF_A_LONE_RUN;
    }
    return lone ? pooled(value, share) : robust(value, share);
  }

  private Estimate pooled(double value, double[] share) {
    int degrees = size.length - 2;
    double residuals = 0;
    double shares = 0;
    for (int i = 0; i < size.length; i++) {
      residuals += residual(i) * residual(i);
      shares += share[i] * share[i];
    }
    return degrees == 0
        ? new Estimate(value, Double.POSITIVE_INFINITY, 1)
        : new Estimate(value, Math.sqrt(residuals / degrees * shares), degrees);
  }

  private Estimate robust(double value, double[] share) {
    double variance = 0;
    double trace = 0;
    double traceOfSquare = 0;
    for (int i = 0; i < size.length; i++) {
      double q = share[i] * share[i] / (1 - hat(i, i));
      variance += q * residual(i) * residual(i);
      trace += q * (1 - hat(i, i));
      for (int j = 0; j < size.length; j++) {
        double made = (i == j ? 1 : 0) - hat(i, j);
        traceOfSquare += q * share[j] * share[j] / (1 - hat(j, j)) * made * made;
      }
    }
    return new Estimate(value, Math.sqrt(variance), trace * trace / traceOfSquare);
  }

  /** How much the weighted time of run j moves the fitted one of run i. */
  private double hat(int i, int j) {
    return weight[i]
        * weight[j]
        * (1 / weights + (size[i] - meanSize) * (size[j] - meanSize) / spread);
  }
}
