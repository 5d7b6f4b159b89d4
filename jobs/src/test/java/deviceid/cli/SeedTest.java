// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
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

  /** The judge is the definition: the number that the digits write, if it has at most 64 bits. */
  @Test
  void takesOrRefusesAnyTextAndNeverFailsOtherwise() {
    Random random = new Random(1);
    String alphabet = "0123456789012345678901234567890xxXaAfF_+- ٣";
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder drawn = new StringBuilder(random.nextInt(3) == 0 ? "0x" : "");
      for (int length = random.nextInt(23); length > 0; length--) {
        drawn.append(
            alphabet.charAt(random.nextInt(random.nextBoolean() ? 30 : alphabet.length())));
      }
      String text = drawn.toString();
      try {
        assertThat(Seed.format(Seed.parse(text))).as(text).isEqualTo(number(text).toString());
        taken++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("'" + text + "' is not a seed; write 0 to 2^64 - 1");
        assertThat(number(text)).as(text).isNull();
      }
    }
    assertThat(taken).isBetween(10_000, 90_000);
  }

  @Test
  void drawsAnotherAtEachCall() {
    assertThat(Seed.parse("random")).isNotEqualTo(Seed.parse("random"));
  }

  /** What the text writes; null if it has another form, or the number more than 64 bits. */
  private static BigInteger number(String text) {
    boolean hex = text.startsWith("0x");
    String digits = hex ? text.substring(2) : text;
    if (!digits.matches(hex ? "[0-9a-fA-F]{1,16}" : "[0-9]{1,20}")) {
      return null;
    }
    BigInteger number = new BigInteger(digits, hex ? 16 : 10);
    return number.bitLength() <= Long.SIZE ? number : null;
  }
}
