// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static deviceid.curve.Simulation.chance;
import static deviceid.curve.Simulation.multiplicative;
import static deviceid.curve.Simulation.share;
import static deviceid.curve.Simulation.trials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deviceid.curve.Quantity.Interval;
import deviceid.curve.TimeModel.Crossover;
import deviceid.curve.TimeModel.LackOfFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimeModelTest {

  private static final double SECOND = 1e9;

  @Test
  void exactTimesGiveTheirLine() {
    TimeModel model =
        model(2, 1_020, 2, 1_020, 200, 3_000, 200, 3_000, 5_000, 51_000, 5_000, 51_000);

    assertThat(model.intercept().estimate().orElseThrow()).isCloseTo(1_000, within(1e-6));
    assertThat(model.slope().estimate().orElseThrow()).isCloseTo(10, within(1e-9));
    assertThat(model.slope().interval().low()).isCloseTo(10, within(1e-6));
    assertThat(model.at(1_000).estimate().orElseThrow()).isCloseTo(11_000, within(1e-6));
    assertThat(model.moreRepeats()).hasValue(0);
    assertThat(model.lackOfFit()).isEmpty();
    assertThat(model.sizes()).containsExactly(2L, 200L, 5_000L);
  }

  @Test
  void twoSizesGiveTheIntervalsOfTheirMeans() {
    // means 100 and 300 with variances of the mean 100/3 and 900/3: b = 200 / 10
    TimeModel model = model(0, 90, 0, 100, 0, 110, 10, 270, 10, 300, 10, 330);

    assertThat(model.intercept().estimate().orElseThrow()).isCloseTo(100, within(1e-9));
    assertThat(model.intercept().interval().high())
        .isCloseTo(100 + 4.302653 * Math.sqrt(100 / 3.0), within(1e-3)); // t of 2 degrees
    assertThat(model.slope().estimate().orElseThrow()).isCloseTo(20, within(1e-9));
    // by Welch and Satterthwaite with the weights' variances: 2 (1 + 9)^2 / (1 + 81) degrees
    assertThat(model.slope().interval().high() - 20)
        .isCloseTo(3.639411 * Math.sqrt(1_000 / 3.0) / 10, within(1e-3));
  }

  @Test
  void aSingleSizeSaysNothing() {
    TimeModel model = model(7, 100, 7, 110);

    assertThat(model.intercept()).isEqualTo(Quantity.UNKNOWN);
    assertThat(model.slope()).isEqualTo(Quantity.UNKNOWN);
    assertThat(model.at(7)).isEqualTo(Quantity.UNKNOWN);
    assertThat(model.moreRepeats()).isEmpty();
    assertThat(model.lackOfFit()).isEmpty();
  }

  @Test
  void twoRunsGiveALineWithoutIntervals() {
    TimeModel model = model(2, 100, 12, 300);

    assertThat(model.slope().estimate().orElseThrow()).isCloseTo(20, within(1e-9));
    assertThat(model.slope().interval()).isEqualTo(Interval.UNKNOWN);
    assertThat(model.slope().isAboveZero()).isFalse();
    assertThat(model.moreRepeats()).isEmpty();
  }

  @Test
  void timesOfZeroAreALineToo() {
    TimeModel still = model(2, 0, 2, 0, 200, 0, 200, 0);
    TimeModel coarse = model(2, 0, 2, 0, 200, 0, 200, 0, 20_000, 5_000_000, 20_000, 6_000_000);

    assertThat(still.slope())
        .isEqualTo(new Quantity(still.slope().estimate(), new Interval(0, 0, false)));
    assertThat(still.slope().isAboveZero()).isFalse();
    assertThat(coarse.slope().estimate().orElseThrow()).isCloseTo(275, within(5.0));
  }

  @Test
  void timesThatFallWithSizeAreNoNegativeSlope() {
    TimeModel falling = model(1, 1_000, 1, 1_001, 100, 500, 100, 501, 10_000, 10, 10_000, 11);
    TimeModel doubtful = model(1, 90, 1, 120, 1, 100, 100, 110, 100, 80, 100, 99);

    assertThat(falling.slope()).isEqualTo(Quantity.UNKNOWN);
    assertThat(falling.moreRepeats()).isEmpty();
    assertThat(falling.at(1_000_000).estimate()).isEmpty();
    assertThat(doubtful.slope().estimate()).isEmpty();
    assertThat(doubtful.slope().interval().cut()).isTrue();
    assertThat(doubtful.slope().interval().high()).isPositive();
  }

  @Test
  void repeatsThatItAsksForAreAboutEnough() {
    Simulation planted = new Simulation(10 * SECOND, 60, multiplicative(0.05), 3);
    List<Integer> asked =
        trials(random -> TimeModel.of(planted.runs(random)).moreRepeats()).stream()
            .flatMapToInt(OptionalInt::stream)
            .sorted()
            .boxed()
            .toList();
    int median = asked.get(asked.size() / 2);
    Simulation again = new Simulation(planted.a(), planted.b(), planted.noise(), 3 + median);

    assertThat(median).isBetween(1, 20);
    assertThat(share(random -> TimeModel.of(again.runs(random)).slope(), Quantity::isAboveZero))
        .isBetween(0.5, 0.95);
  }

  @Test
  void theFewestRepeatsAreFoundBetweenNoneAndAThousand() {
    assertThat(TimeModel.fewestRepeats(2, factor -> true)).hasValue(0);
    assertThat(TimeModel.fewestRepeats(2, factor -> factor >= 4)).hasValue(6);
    assertThat(TimeModel.fewestRepeats(1, factor -> factor >= 1_001)).hasValue(1_000);
    assertThat(TimeModel.fewestRepeats(1, factor -> factor >= 1_002)).isEmpty();
  }

  @Test
  void aLineThatMissesASizeSaysSo() {
    TimeModel cached =
        model(10, 100, 10, 101, 1_000, 1_000, 1_000, 990, 100_000, 900_000, 100_000, 905_000);

    LackOfFit lackOfFit = cached.lackOfFit().orElseThrow();
    assertThat(lackOfFit.size()).isEqualTo(1_000);
    assertThat(lackOfFit.mean()).isCloseTo(995, within(1e-9));
    assertThat(lackOfFit.fitted()).isGreaterThan(4_000);
  }

  @Test
  void aStraightLineIsSeldomSaidToMiss() {
    Simulation planted = new Simulation(10 * SECOND, 1_000, multiplicative(0.05), 3);

    assertThat(share(random -> TimeModel.of(planted.runs(random)).lackOfFit(), Optional::isPresent))
        .isBetween(0.001, 0.01 + chance(0.01));
  }

  @Test
  void noNumberIsEverNegativeOrNaN() {
    RandomGenerator random = new SplittableRandom(11);
    for (int trial = 0; trial < 3_000; trial++) {
      TimeModel one = anything(random);
      TimeModel other = anything(random);
      List<Quantity> quantities =
          List.of(one.intercept(), one.slope(), one.at(0), one.at(1L << random.nextInt(63)));

      assertThat(quantities)
          .allSatisfy(
              quantity -> {
                assertThat(quantity.estimate().orElse(1)).isPositive().isFinite();
                assertThat(quantity.interval().low()).isNotNegative().isFinite();
                assertThat(quantity.interval().high())
                    .isGreaterThanOrEqualTo(quantity.interval().low());
                assertThat(quantity.interval().contains(quantity.estimate().orElse(0)))
                    .isEqualTo(quantity.estimate().isPresent() || quantity.interval().low() == 0);
              });
      assertThat(one.moreRepeats().orElse(0)).isBetween(0, 1_000);
      one.lackOfFit()
          .ifPresent(lackOfFit -> assertThat(lackOfFit.fitted()).isNotNegative().isFinite());
      if (one.crossover(other) instanceof Crossover.At at) {
        assertThat(at.size()).isPositive().isFinite();
        assertThat(at.interval().contains(at.size())).isTrue();
        assertThat(at.interval().isBounded()).isTrue();
      }
    }
  }

  @Test
  void refusesWhatIsNoRun() {
    assertThatThrownBy(() -> new Timing(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Timing(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TimeModel.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(2, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(Double.NaN, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One to five sizes of any magnitude, one to four runs, times of any magnitude, 0 too. */
  private static TimeModel anything(RandomGenerator random) {
    List<Timing> runs = new ArrayList<>();
    int repeats = 1 + random.nextInt(4);
    for (int sizes = 1 + random.nextInt(5); sizes > 0; sizes--) {
      long size = random.nextLong() >>> (1 + random.nextInt(63));
      for (int repeat = 0; repeat < repeats; repeat++) {
        runs.add(new Timing(size, random.nextLong() >>> (1 + random.nextInt(63))));
      }
    }
    return TimeModel.of(runs);
  }

  /** Sizes and times in turn. */
  private static TimeModel model(long... sizesAndTimes) {
    List<Timing> runs = new ArrayList<>();
    for (int i = 0; i < sizesAndTimes.length; i += 2) {
      runs.add(new Timing(sizesAndTimes[i], sizesAndTimes[i + 1]));
    }
    return TimeModel.of(runs);
  }
}
