// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeRatioTest {

  private static final int TRIALS = 2_000;

  /** By the formula: the mean logarithm, and 4.3027 deviations over the root of 3 around it. */
  @Test
  void isStudentsIntervalOfTheLogarithms() {
    TimeRatio ratio = TimeRatio.paired(List.of(10L, 20L, 30L), List.of(22L, 39L, 64L));

    assertThat(ratio.value()).isCloseTo(Math.cbrt(2.2 * 1.95 * 64 / 30), within(1e-12));
    assertThat(ratio.low()).isCloseTo(1.7901, within(5e-4));
    assertThat(ratio.high()).isCloseTo(2.4441, within(5e-4));
    assertThat(ratio.isDifferent()).isTrue();
    assertThat(ratio.moreRuns()).hasValue(0);
  }

  @Test
  void whatSlowsBothRunsOfAPairLeavesTheRatio() {
    TimeRatio ratio = TimeRatio.paired(List.of(10L, 1_000L, 70L), List.of(20L, 2_000L, 140L));

    assertThat(ratio.value()).isCloseTo(2, within(1e-12));
    assertThat(ratio.precision()).isLessThan(1e-9);
  }

  @Test
  void saysHowManyMorePairsWouldShowADifference() {
    TimeRatio ratio = TimeRatio.paired(List.of(100L, 100L, 100L), List.of(105L, 130L, 95L));

    assertThat(ratio.isDifferent()).isFalse();
    // t with 14 degrees is 2.145: the first half width below the mean logarithm, 0.0867
    assertThat(ratio.moreRuns().orElseThrow()).isBetween(10, 20);
  }

  /** Of things that are alike it claims a difference in one of twenty trials. */
  @Test
  void claimsADifferenceOfEqualsInOneOfTwenty() {
    Random random = new Random(7);
    int paired = 0;
    int unpaired = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Long> base = times(random);
      List<Long> other = times(random);
      paired += TimeRatio.paired(base, other).isDifferent() ? 1 : 0;
      unpaired += TimeRatio.unpaired(base, other).isDifferent() ? 1 : 0;
    }
    assertThat(paired / (double) TRIALS).isCloseTo(0.05, within(0.015)); // three deviations
    assertThat(unpaired / (double) TRIALS).isCloseTo(0.05, within(0.015));
  }

  /** By the formulas, outside of this suite: 3.88 degrees of freedom, a quantile of 2.81. */
  @Test
  void isWelchsIntervalOfRunsMadeApart() {
    TimeRatio ratio = TimeRatio.unpaired(List.of(10L, 20L, 30L), List.of(22L, 39L, 64L, 50L));

    assertThat(ratio.value()).isCloseTo(2.2401, within(1e-4));
    assertThat(ratio.low()).isCloseTo(0.7405, within(1e-4));
    assertThat(ratio.high()).isCloseTo(6.7770, within(1e-4));
    assertThat(ratio.isDifferent()).isFalse();
    assertThat(ratio.moreRuns()).isPresent();
  }

  private static List<Long> times(Random random) {
    return IntStream.range(0, 5)
        .mapToObj(i -> Math.round(1e9 * Math.exp(0.1 * random.nextGaussian())))
        .toList();
  }

  @Test
  void refusesWhatIsNotPaired() {
    assertThatThrownBy(() -> TimeRatio.paired(List.of(1L), List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TimeRatio.paired(List.of(1L, 2L), List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
