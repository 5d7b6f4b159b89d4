// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

  @Test
  void quotesPrintableAsciiAsItIs() {
    for (int value = ' '; value < 0x7f; value++) {
      if (value != '"' && value != '\\') {
        assertThat(escape(value)).isEqualTo("\"" + (char) value + "\"");
      }
    }
  }

  @Test
  void namesLineEndsAndTabs() {
    assertThat(escape('\n', '\r', '\t')).isEqualTo("\"\\n\\r\\t\"");
  }

  /** Else a row could forge the end of its own quotation. */
  @Test
  void escapesQuotesAndBackslashes() {
    assertThat(escape('"', '\\')).isEqualTo("\"\\\"\\\\\"");
  }

  /** 0x1b starts a terminal's command, as does 0x9b. */
  @Test
  void writesAllElseInHex() {
    assertThat(escape(0, 0x1b, 0x7f, 0x80, 0x9b, 0xff))
        .isEqualTo("\"\\x00\\x1b\\x7f\\x80\\x9b\\xff\"");
  }

  @Test
  void givesOnlyPrintableAsciiForAnyByte() {
    for (int value = 0; value < 256; value++) {
      assertThat(escape(value)).matches("[ -~]+");
    }
  }

  @Test
  void takesOnlyTheBytesBetweenTheBounds() {
    byte[] bytes = "abcdef".getBytes(US_ASCII);

    assertThat(TextLines.quote(bytes, 2, 4)).isEqualTo("\"cd\"");
    assertThat(TextLines.quote(bytes, 3, 3)).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void showsUpTo64BytesWhole(int length) {
    byte[] bytes = letters(10 + length);

    assertThat(TextLines.quote(bytes, 10, 10 + length)).isEqualTo("\"" + "x".repeat(length) + "\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 1_000_000})
  void cutsLongerOnesAndTellsTheirLength(int length) {
    byte[] bytes = letters(10 + length);

    assertThat(TextLines.quote(bytes, 10, 10 + length))
        .isEqualTo(
            "\""
                + "x".repeat(64)
                + "\"... ("
                + String.format(Locale.ROOT, "%,d", length)
                + " bytes)");
  }

  private static String escape(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return TextLines.quote(bytes, 0, bytes.length);
  }

  private static byte[] letters(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }
}
