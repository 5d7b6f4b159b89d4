// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "12, 12",
    "1_000_000, 1000000",
    "12m, 12000000",
    "12M, 12000000",
    "1.5m, 1500000",
    "0.001k, 1",
    "2k, 2000",
    "3G, 3000000000",
    "1_2t, 12000000000000",
    "9223372036854775807, 9223372036854775807",
    "9223372.036854775807t, 9223372036854775807"
  })
  void takesTheDocumentedForms(String text, long rows) {
    assertThat(RowCount.parse(text)).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "12x",
        "-1",
        "-0",
        "+5",
        "1e6",
        "0x10",
        " 5",
        "5 ",
        "٣",
        "NaN",
        "1.5",
        "1.",
        ".5m",
        "1.0005k",
        "1__0",
        "_1",
        "1_",
        "1,000",
        "12mm",
        "12 m",
        "m",
        "9223372036854775808",
        "10000000t",
        "12b",
        "99999999999999999999999999999999999999999999999"
      })
  void refusesAllOthersAndNamesTheForms(String text) {
    assertThatThrownBy(() -> RowCount.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a number of rows; write 12000000");
  }

  @Test
  void takesFortyCharactersAndNoMore() {
    assertThat(RowCount.parse("0".repeat(39) + "7")).isEqualTo(7);
    assertThatThrownBy(() -> RowCount.parse("0".repeat(40) + "7"))
        .hasMessageContaining("is not a number of rows");
  }

  @Test
  void neverFailsOtherwiseOnRandomText() {
    Random random = new Random(1);
    String alphabet = "0123456789_.kmgtKMGT-+ ex";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(RowCount.parse(text.toString())).isNotNegative();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("is not a number of rows");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1k",
    "1500, 1500",
    "12000000, 12m",
    "3000000000, 3g",
    "5000000000000, 5t"
  })
  void abbreviatesExactly(long rows, String text) {
    assertThat(RowCount.abbreviate(rows)).isEqualTo(text);
    assertThat(RowCount.parse(text)).isEqualTo(rows);
  }

  @Test
  void writesCommasInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(RowCount.format(12_000_000)).isEqualTo("12,000,000");
    } finally {
      Locale.setDefault(before);
    }
  }
}
