// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import deviceid.input.GenerationPlan.IdRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdRangeTest {

  private static final String MAX = "9223372036854775807";

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "5, 0, 5",
    "5, 7, 12",
    "0, " + MAX + ", " + MAX,
    MAX + ", 0, " + MAX,
    "9223372036854775806, 1, " + MAX
  })
  void endsAfterItsLastId(long first, long count, long end) {
    assertThat(new IdRange(first, count).end()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "5, -1", "1, " + MAX, MAX + ", 1", MAX + ", " + MAX})
  void refusesWhatLiesOutsideTheIndexes(long first, long count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdRange(first, count))
        .withMessageContaining("starts at " + first + " and counts " + count);
  }
}
