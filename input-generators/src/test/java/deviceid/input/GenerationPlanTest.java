// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import deviceid.input.GenerationPlan.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationPlanTest {

  private static final String MAX = "9223372036854775807";

  @Test
  void putsTheLargerRangesFirst() {
    assertThat(GenerationPlan.of(11, 4).ranges())
        .containsExactly(
            new IdRange(0, 3), new IdRange(3, 3), new IdRange(6, 3), new IdRange(9, 2));
  }

  @Test
  void leavesTheLastRangesEmptyWhereIdsAreFew() {
    assertThat(GenerationPlan.of(2, 4).ranges())
        .containsExactly(
            new IdRange(0, 1), new IdRange(1, 1), new IdRange(2, 0), new IdRange(2, 0));
  }

  @Test
  void keepsEveryLineWhereThereAreNoIds() {
    assertThat(GenerationPlan.of(0, 3).ranges())
        .containsExactly(new IdRange(0, 0), new IdRange(0, 0), new IdRange(0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "12000000, 8",
    "99999, 100000",
    "100000, 100000",
    MAX + ", 1",
    MAX + ", 2",
    MAX + ", 99999",
    MAX + ", 100000"
  })
  void partitionsTheIds(long ids, int lines) {
    checkPartition(ids, lines);
  }

  @Test
  void partitionsAnyNumberOfIdsOnAnyNumberOfLines() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      long ids = random.nextLong() >>> (1 + random.nextInt(63));
      int lines = 1 + random.nextInt(1 << random.nextInt(1, 12));
      checkPartition(ids, lines);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "-9223372036854775808, 4",
    "5, 0",
    "5, -1",
    "5, 100001",
    "5, 2147483647",
    "5, -2147483648"
  })
  void refusesNegativeIdsAndLinesOutOfBounds(long ids, int lines) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerationPlan.of(ids, lines))
        .withMessageContaining("not " + ids + " on " + lines);
  }

  @Test
  void doesNotFollowItsCallersList() {
    List<IdRange> ranges = new ArrayList<>(List.of(new IdRange(0, 5)));
    GenerationPlan plan = new GenerationPlan(ranges);
    ranges.clear();

    assertThat(plan.ids()).isEqualTo(5);
  }

  @Test
  void countsNoIdsWithoutRanges() {
    assertThat(new GenerationPlan(List.of()).ids()).isZero();
  }

  private static void checkPartition(long ids, int lines) {
    GenerationPlan plan = GenerationPlan.of(ids, lines);
    String what = ids + " on " + lines;
    assertThat(plan.ids()).as(what).isEqualTo(ids);
    assertThat(plan.ranges()).as(what).hasSize(lines);
    long most = plan.ranges().get(0).count();
    long next = 0;
    long before = most;
    for (IdRange range : plan.ranges()) {
      if (range.first() != next || range.count() > before || range.count() < most - 1) {
        throw new AssertionError(what + ": " + range + " after " + next + ", " + before);
      }
      next = Math.addExact(next, range.count());
      before = range.count();
    }
    assertThat(next).as(what).isEqualTo(ids);
  }
}
