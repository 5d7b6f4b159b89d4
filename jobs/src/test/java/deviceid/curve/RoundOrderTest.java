// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.curve.Timing.RoundOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundOrderTest {

  /** A generator a round, of seeds one apart, puts the first of two first in each of 20 rounds. */
  @Test
  void putsEachFirstInAboutHalfOfTheRounds() {
    RoundOrder<String> order = new RoundOrder<>(List.of("a", "b"), 42);

    long first = IntStream.range(0, 1_000).filter(i -> order.next().get(0).equals("a")).count();

    assertThat(first).isBetween(450L, 550L); // three deviations are 47
  }

  @Test
  void hasAllInEachRoundAndIsRepeatable() {
    RoundOrder<Integer> one = new RoundOrder<>(List.of(1, 2, 3), 7);
    RoundOrder<Integer> other = new RoundOrder<>(List.of(1, 2, 3), 7);

    for (int round = 0; round < 10; round++) {
      List<Integer> order = one.next();
      assertThat(order).containsExactlyInAnyOrder(1, 2, 3).isEqualTo(other.next());
    }
  }
}
