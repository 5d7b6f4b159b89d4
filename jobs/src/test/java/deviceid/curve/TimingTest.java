// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingTest {

  @Test
  void fallByTheRatioWhileAboveOne() {
    assertThat(Timing.decreasingSizes(12_000_000, 100))
        .containsExactly(12_000_000L, 120_000L, 1_200L, 12L);
    assertThat(Timing.decreasingSizes(2_000_000, 100))
        .containsExactly(2_000_000L, 20_000L, 200L, 2L);
    assertThat(Timing.decreasingSizes(100, 100)).containsExactly(100L);
    assertThat(Timing.decreasingSizes(8, 2)).containsExactly(8L, 4L, 2L);
    assertThat(Timing.decreasingSizes(Long.MAX_VALUE, Long.MAX_VALUE / 2))
        .containsExactly(Long.MAX_VALUE, 2L);
  }

  @Test
  void areTheWholeAloneWhereItIsTiny() {
    assertThat(Timing.decreasingSizes(1, 100)).containsExactly(1L);
    assertThat(Timing.decreasingSizes(0, 100)).containsExactly(0L);
  }

  /** Each size has a folder of its own, named by it. */
  @Test
  void decreaseAndNeverRepeatForAnyRowsAndRatio() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long rows = random.nextLong() >>> (1 + random.nextInt(63));
      long ratio = Math.max(2, random.nextLong() >>> (1 + random.nextInt(63)));
      List<Long> sizes = Timing.decreasingSizes(rows, ratio);

      assertThat(sizes).first().isEqualTo(rows);
      assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
      assertThat(sizes.subList(1, sizes.size())).allMatch(size -> size > 1);
    }
  }

  @Test
  void refuseARatioThatWouldNotDecrease() {
    assertThatThrownBy(() -> Timing.decreasingSizes(10, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Timing.decreasingSizes(-1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMedianIsTheMiddleWhateverTheOrder() {
    assertThat(Timing.median(LongStream.of(9, 1, 5))).isEqualTo(5);
    assertThat(Timing.median(LongStream.of(4, 1, 10, 7))).isEqualTo(5);
    assertThat(Timing.median(LongStream.of(Long.MAX_VALUE, Long.MAX_VALUE - 2)))
        .isEqualTo(Long.MAX_VALUE - 1);
    assertThatThrownBy(() -> Timing.median(LongStream.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
