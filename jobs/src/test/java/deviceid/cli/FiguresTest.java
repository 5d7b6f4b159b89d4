// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How measured numbers are written for people. */
class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0 ns
          0.0512, 0.0512 ns
          94.96, 95.0 ns
          183.4, 183 ns
          9_999, '9,999 ns'
          23_456, 0.0235 ms
          130_049_000, 130 ms
          999_400_000, 999 ms
          999_600_000, 1.00 s
          1_349_999_999, 1.35 s
          125_000_000_000, 125 s
          1_230_000_000_000, 0:20:30
          """)
  void writesTimesInTheUnitThatFits(String nanos, String text) {
    assertThat(Figures.time(number(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0, 0 bytes
          41, 41 bytes
          82_000_000, 82.0 MB
          999_600, 1.00 MB
          492_000_000_000, 492 GB
          """)
  void writesSizesInDecimalUnits(String bytes, String text) {
    assertThat(Figures.bytes(number(bytes))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          43_100, 43.1k rows/s
          1_980_000, 1.98m rows/s
          2, 2 rows/s
          0.5, 0.500 rows/s
          """)
  void writesRatesWithAUnit(String rows, String text) {
    assertThat(Figures.rate(number(rows), "rows", 1_000_000_000)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2229.935, '2,230'
          9.996, 10.0
          0.012345, 0.0123
          -1.5, -1.50
          0, 0
          """)
  void writesThreeDigitsAndAllThoseBeforeThePoint(String value, String text) {
    assertThat(Figures.number(number(value))).isEqualTo(text);
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace("_", ""));
  }
}
