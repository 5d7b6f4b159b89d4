// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedRatioTest {

  private static final int TRIALS = 2_000;

  /** By the formula: the mean logarithm, and 4.3027 deviations over the root of 3 around it. */
  @Test
  void isStudentsIntervalOfTheLogarithms() {
    PairedRatio ratio = PairedRatio.of(List.of(10L, 20L, 30L), List.of(22L, 39L, 64L));

    assertThat(ratio.value()).isCloseTo(Math.cbrt(2.2 * 1.95 * 64 / 30), within(1e-12));
    assertThat(ratio.low()).isCloseTo(1.7901, within(5e-4));
    assertThat(ratio.high()).isCloseTo(2.4441, within(5e-4));
    assertThat(ratio.isDifferent()).isTrue();
    assertThat(ratio.morePairs()).hasValue(0);
  }

  @Test
  void whatSlowsBothRunsOfAPairLeavesTheRatio() {
    PairedRatio ratio = PairedRatio.of(List.of(10L, 1_000L, 70L), List.of(20L, 2_000L, 140L));

    assertThat(ratio.value()).isCloseTo(2, within(1e-12));
    assertThat(ratio.precision()).isLessThan(1e-9);
  }

  @Test
  void saysHowManyMorePairsWouldShowADifference() {
    PairedRatio ratio = PairedRatio.of(List.of(100L, 100L, 100L), List.of(105L, 130L, 95L));

    assertThat(ratio.isDifferent()).isFalse();
    // t with 14 degrees is 2.145: the first half width below the mean logarithm, 0.0867
    assertThat(ratio.morePairs().orElseThrow()).isBetween(10, 20);
  }

  /** Of things that are alike it claims a difference in one of twenty trials. */
  @Test
  void claimsADifferenceOfEqualsInOneOfTwenty() {
    Random random = new Random(7);
    int claims = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Long> base = times(random);
      claims += PairedRatio.of(base, times(random)).isDifferent() ? 1 : 0;
    }
    assertThat(claims / (double) TRIALS).isCloseTo(0.05, within(0.015)); // three deviations
  }

  private static List<Long> times(Random random) {
    return IntStream.range(0, 5)
        .mapToObj(i -> Math.round(1e9 * Math.exp(0.1 * random.nextGaussian())))
        .toList();
  }

  @Test
  void refusesWhatIsNotPaired() {
    assertThatThrownBy(() -> PairedRatio.of(List.of(1L), List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PairedRatio.of(List.of(1L, 2L), List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
