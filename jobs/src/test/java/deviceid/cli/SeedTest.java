// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "42, 42",
    "0x2a, 42",
    "0xFF, 255",
    "18446744073709551615, -1",
    "0xffffffffffffffff, -1"
  })
  void takesAll64Bits(String text, long seed) {
    assertThat(Seed.parse(text)).isEqualTo(seed);
    assertThat(Seed.parse(Seed.format(seed))).isEqualTo(seed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "0x",
        "0x10000000000000000",
        "18446744073709551616",
        "2a",
        "Random",
        "1_000",
        "٣"
      })
  void refusesAllOthers(String text) {
    assertThatThrownBy(() -> Seed.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a seed");
  }

  @Test
  void drawsAnotherAtEachCall() {
    assertThat(Seed.parse("random")).isNotEqualTo(Seed.parse("random"));
  }
}
