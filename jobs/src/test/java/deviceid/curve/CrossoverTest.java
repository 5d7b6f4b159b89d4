// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static deviceid.curve.Simulation.additive;
import static deviceid.curve.Simulation.chance;
import static deviceid.curve.Simulation.multiplicative;
import static deviceid.curve.Simulation.share;
import static deviceid.curve.Simulation.trials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import deviceid.curve.Line.Estimate;
import deviceid.curve.TimeModel.Crossover;
import deviceid.curve.TimeModel.Crossover.At;
import deviceid.curve.TimeModel.Crossover.Never;
import deviceid.curve.TimeModel.Crossover.NotIdentifiable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossoverTest {

  private static final double SECOND = 1e9;
  private static final Simulation JOB = new Simulation(2 * SECOND, 50, multiplicative(0.05), 3);
  private static final Simulation MEMORY =
      new Simulation(0.01 * SECOND, 400, multiplicative(0.1), 3);

  @Test
  void intervalHoldsThePlantedSizeIn95Percent() {
    double planted = (JOB.a() - MEMORY.a()) / (MEMORY.b() - JOB.b());

    double coverage =
        share(
            random -> TimeModel.of(JOB.runs(random)).crossover(TimeModel.of(MEMORY.runs(random))),
            crossover -> !(crossover instanceof At at) || at.interval().contains(planted));

    assertThat(coverage).isBetween(0.95 - chance(0.95), 0.98 + chance(0.98));
    assertThat(planted).isBetween(5e6, 6e6);
  }

  @Test
  void linesThatDoNotCrossAreSeldomSaidToCross() {
    Simulation one = new Simulation(2 * SECOND, 50, multiplicative(0.05), 3);
    Simulation other = new Simulation(3 * SECOND, 50, multiplicative(0.05), 3);

    assertThat(
            share(
                random ->
                    TimeModel.of(one.runs(random)).crossover(TimeModel.of(other.runs(random))),
                crossover -> crossover instanceof At))
        .isLessThan(0.05);
  }

  @Test
  void isWhereExactLinesMeet() {
    Crossover crossover = exact(1_000, 2).crossover(exact(100, 5));

    assertThat(crossover)
        .isInstanceOfSatisfying(
            At.class,
            at -> {
              assertThat(at.size()).isCloseTo(300, within(1e-6));
              assertThat(at.interval().low()).isCloseTo(300, within(1e-3));
              assertThat(at.interval().high()).isCloseTo(300, within(1e-3));
              assertThat(at.measured()).isTrue();
            });
  }

  /** On close sizes, where a and b of a line depend on each other most. */
  @Test
  void intervalEndsWhereTheLinesBeginToDiffer() {
    Line one = line(100, 1_100, 100, 1_140, 200, 1_180, 200, 1_230, 300, 1_290, 300, 1_330);
    Line other = line(100, 500, 100, 530, 200, 1_010, 200, 1_050, 300, 1_500, 300, 1_570);

    At at = (At) Difference.of(one, other).crossover(2, 100, 300);

    double t =
        new Estimate(0, 1, one.at(at.size()).minus(other.at(at.size())).degrees()).quantile();
    for (double end : new double[] {at.interval().low(), at.interval().high()}) {
      Estimate apart = one.at(end).minus(other.at(end));
      assertThat(Math.abs(apart.value()))
          .isCloseTo(t * apart.standardError(), withinPercentage(0.001));
    }
  }

  @Test
  void isMarkedWhereItLiesBeyondTheMeasuredSizes() {
    assertThat(exact(1_000_000, 2).crossover(exact(100, 5)))
        .isInstanceOfSatisfying(At.class, at -> assertThat(at.measured()).isFalse());
    assertThat(exact(103, 2).crossover(exact(100, 5)))
        .isInstanceOfSatisfying(At.class, at -> assertThat(at.measured()).isFalse());
  }

  @Test
  void isNeverWhereOneIsFasterAtEverySize() {
    assertThat(exact(1_000, 5).crossover(exact(100, 2))).isInstanceOf(Never.class);
    assertThat(exact(100, 2).crossover(exact(1_000, 5))).isInstanceOf(Never.class);
  }

  @Test
  void isNotIdentifiableWhereSlopesAreEqualOrASizeIsAlone() {
    assertThat(exact(1_000, 2).crossover(exact(100, 2))).isInstanceOf(NotIdentifiable.class);
    assertThat(exact(1_000, 2).crossover(TimeModel.of(List.of(new Timing(10, 5)))))
        .isInstanceOf(NotIdentifiable.class);
  }

  /** Slopes apart, spread too large: more runs are named, and that many are enough. */
  @Test
  void repeatsThatItAsksForAreAboutEnough() {
    Simulation noisy = new Simulation(10 * SECOND, 0, additive(3 * SECOND), 3);
    Simulation other = new Simulation(0.01 * SECOND, 400, multiplicative(0.3), 3);

    List<Integer> asked =
        trials(
                random ->
                    TimeModel.of(noisy.runs(random)).crossover(TimeModel.of(other.runs(random))))
            .stream()
            .filter(NotIdentifiable.class::isInstance)
            .flatMapToInt(open -> ((NotIdentifiable) open).moreRepeats().stream())
            .sorted()
            .boxed()
            .toList();
    int median = asked.get(asked.size() / 2);
    Simulation noisyAgain = new Simulation(noisy.a(), noisy.b(), noisy.noise(), 3 + median);
    Simulation otherAgain = new Simulation(other.a(), other.b(), other.noise(), 3 + median);

    assertThat(asked).allMatch(more -> more >= 1);
    assertThat(median).isBetween(1, 30);
    assertThat(
            share(
                random ->
                    TimeModel.of(noisyAgain.runs(random))
                        .crossover(TimeModel.of(otherAgain.runs(random))),
                crossover -> crossover instanceof At))
        .isGreaterThan(0.5);
  }

  /** Through sizes and times in turn. */
  private static Line line(long... sizesAndTimes) {
    List<Timing> runs = new ArrayList<>();
    for (int i = 0; i < sizesAndTimes.length; i += 2) {
      runs.add(new Timing(sizesAndTimes[i], sizesAndTimes[i + 1]));
    }
    return new Line(runs);
  }

  private static TimeModel exact(long a, long b) {
    List<Timing> runs = new ArrayList<>();
    for (long size : new long[] {2, 200, 20_000}) {
      runs.add(new Timing(size, a + b * size));
      runs.add(new Timing(size, a + b * size));
    }
    return TimeModel.of(runs);
  }
}
