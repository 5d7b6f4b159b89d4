// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static deviceid.curve.Simulation.additive;
import static deviceid.curve.Simulation.chance;
import static deviceid.curve.Simulation.multiplicative;
import static deviceid.curve.Simulation.share;
import static deviceid.curve.Simulation.skewed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deviceid.curve.Line.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In 2,000 simulated experiments each, 95% intervals hold the truth in 95%, within chance. */
class CoverageTest {

  private static final double MS = 1e6;
  private static final double SECOND = 1e9;

  /** Where the spread is as the weights assume. */
  static Stream<Simulation> expectedSpread() {
    return Stream.of(
        new Simulation(10 * SECOND, 0, additive(SECOND / 2), 3),
        new Simulation(10 * SECOND, 0, multiplicative(0.1), 5),
        new Simulation(10 * SECOND, 100, multiplicative(0.05), 3),
        new Simulation(10 * SECOND, 1_000, multiplicative(0.05), 3),
        new Simulation(10 * SECOND, 1_000, multiplicative(0.2), 5),
        new Simulation(4 * MS, 196, multiplicative(0.1), 3),
        new Simulation(4 * MS, 196, skewed(0.1), 10));
  }

  /** Where it is not: intervals may be too wide, never too narrow. */
  static Stream<Simulation> otherSpread() {
    return Stream.of(
        new Simulation(10 * SECOND, 0, multiplicative(0.1), 2),
        new Simulation(10 * SECOND, 100, additive(SECOND / 2), 3),
        new Simulation(10 * SECOND, 10_000, additive(SECOND / 2), 5),
        new Simulation(SECOND, 1_000, noiseOfRowsAlone(), 3),
        new Simulation(10 * SECOND, 100, multiplicative(0.1), 1));
  }

  @ParameterizedTest
  @MethodSource("expectedSpread")
  void intervalsHoldPlantedValuesIn95Percent(Simulation planted) {
    double most = 0.97 + chance(0.97);

    assertThat(coverage(planted, Line::intercept, planted.a())).isBetween(least(), most);
    assertThat(coverage(planted, Line::slope, planted.b())).isBetween(least(), most);
    assertThat(coverage(planted, fit -> fit.at(1e6), planted.a() + 1e6 * planted.b()))
        .isBetween(least(), most);
  }

  @ParameterizedTest
  @MethodSource("otherSpread")
  void intervalsAreNeverTooNarrow(Simulation planted) {
    assertThat(coverage(planted, Line::intercept, planted.a())).isGreaterThan(least());
    assertThat(coverage(planted, Line::slope, planted.b())).isGreaterThan(least());
  }

  @ParameterizedTest
  @MethodSource("expectedSpread")
  void estimatesAreRightOnAverage(Simulation planted) {
    RandomGenerator random = new SplittableRandom(7);
    SummaryStatistics intercepts = new SummaryStatistics();
    SummaryStatistics slopes = new SummaryStatistics();
    for (int trial = 0; trial < Simulation.TRIALS; trial++) {
      Line line = new Line(planted.runs(random));
      intercepts.addValue(line.intercept().value());
      slopes.addValue(line.slope().value());
    }

    assertThat(intercepts.getMean()).isCloseTo(planted.a(), within(byChance(intercepts)));
    assertThat(slopes.getMean()).isCloseTo(planted.b(), within(byChance(slopes)));
  }

  @Test
  void timesThatDoNotGrowAreSeldomSaidToGrow() {
    for (Simulation.Noise noise :
        List.of(additive(SECOND / 2), multiplicative(0.05), skewed(0.3))) {
      Simulation flat = new Simulation(10 * SECOND, 0, noise, 3);

      assertThat(share(random -> TimeModel.of(flat.runs(random)).slope(), Quantity::isAboveZero))
          .isBetween(0.001, 0.05 + chance(0.05));
    }
  }

  @Test
  void aSlopeThatStandsOutIsSeen() {
    Simulation planted = new Simulation(10 * SECOND, 1_000, multiplicative(0.05), 3);

    assertThat(share(random -> TimeModel.of(planted.runs(random)).slope(), Quantity::isAboveZero))
        .isGreaterThan(0.98);
  }

  /** As on a busy machine, where all rows take twice as long as none. */
  @Test
  void aDoubledTimeIsSeenInEightRunsAndOftenNotInThree() {
    assertThat(seen(3)).isLessThan(0.6);
    assertThat(seen(8)).isGreaterThan(0.98);
  }

  private static double seen(int repeats) {
    Simulation doubled = new Simulation(110 * MS, 9, skewed(0.25), repeats);
    return share(random -> TimeModel.of(doubled.runs(random)).slope(), Quantity::isAboveZero);
  }

  @Test
  void pooledLeastSquaresWouldBeCaught() {
    Simulation planted = new Simulation(SECOND, 1_000, multiplicative(0.05), 3);

    double coverage =
        share(
            random -> {
              SimpleRegression usual = new SimpleRegression();
              planted
                  .runs(random)
                  .forEach(run -> usual.addData((double) run.size(), (double) run.nanos()));
              return Math.abs(usual.getSlope() - planted.b())
                  <= usual.getSlopeConfidenceInterval(0.05);
            },
            covered -> covered);

    assertThat(coverage).isLessThan(0.7);
  }

  @Test
  void aBiasedEstimatorWouldBeCaught() {
    Simulation planted = new Simulation(10 * SECOND, 100, multiplicative(0.05), 3);

    assertThat(
            coverage(
                planted,
                line -> {
                  Estimate right = line.intercept();
                  double biased = right.value() + right.standardError() / 2;
                  return new Estimate(biased, right.standardError(), right.degrees());
                },
                planted.a()))
        .isLessThan(least());
  }

  private static double coverage(
      Simulation planted, Function<Line, Estimate> quantity, double truth) {
    return share(
        random -> quantity.apply(new Line(planted.runs(random))),
        estimate -> Math.abs(estimate.value() - truth) <= estimate.halfWidth());
  }

  private static double least() {
    return 0.95 - chance(0.95);
  }

  private static double byChance(SummaryStatistics values) {
    return 3.29 * values.getStandardDeviation() / Math.sqrt((double) values.getN());
  }

  /** Only what the rows add is noisy: the small sizes say nothing of the spread of the large. */
  private static Simulation.Noise noiseOfRowsAlone() {
    return (expected, random) ->
        SECOND * (1 + 0.01 * random.nextGaussian())
            + (expected - SECOND) * (1 + 0.1 * random.nextGaussian());
  }
}
