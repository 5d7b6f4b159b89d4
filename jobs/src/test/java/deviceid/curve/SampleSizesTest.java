// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleSizesTest {

  @Test
  void fallByTheRatioWhileAboveOne() {
    assertThat(SampleSizes.decreasing(12_000_000, 100))
        .containsExactly(12_000_000L, 120_000L, 1_200L, 12L);
    assertThat(SampleSizes.decreasing(2_000_000, 100))
        .containsExactly(2_000_000L, 20_000L, 200L, 2L);
    assertThat(SampleSizes.decreasing(100, 100)).containsExactly(100L);
    assertThat(SampleSizes.decreasing(8, 2)).containsExactly(8L, 4L, 2L);
    assertThat(SampleSizes.decreasing(Long.MAX_VALUE, Long.MAX_VALUE / 2))
        .containsExactly(Long.MAX_VALUE, 2L);
  }

  @Test
  void areTheWholeAloneWhereItIsTiny() {
    assertThat(SampleSizes.decreasing(1, 100)).containsExactly(1L);
    assertThat(SampleSizes.decreasing(0, 100)).containsExactly(0L);
  }

  @Test
  void refuseARatioThatWouldNotDecrease() {
    assertThatThrownBy(() -> SampleSizes.decreasing(10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSizes.decreasing(-1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertThat(Median.of(LongStream.of(9, 1, 5))).isEqualTo(5);
    assertThat(Median.of(LongStream.of(4, 1, 10, 7))).isEqualTo(5);
    assertThat(Median.of(LongStream.of(Long.MAX_VALUE, Long.MAX_VALUE - 2)))
        .isEqualTo(Long.MAX_VALUE - 1);
    assertThatThrownBy(() -> Median.of(LongStream.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
