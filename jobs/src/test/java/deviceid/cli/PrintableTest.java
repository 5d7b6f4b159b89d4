// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "plain text {with} \"quotes\", plain text {with} \"quotes\"",
    "\u00fcml\u00e4ut \u4e2d\u6587 \ud83d\ude00, \u00fcml\u00e4ut \u4e2d\u6587 \ud83d\ude00",
    "a\u001b[2J, a\\u001b[2J",
    "a\u007fb, a\\u007fb",
    "a\u009b2J, a\\u009b2J",
    "a\u202eb, a\\u202eb",
    "\ufeffa, \\ufeffa",
    "a\u2028b, a\\u2028b",
    "a\ud800b, a\\ud800b",
    "a\udb40\udc41b, a\\ue0041b"
  })
  void keepsTextOfAnyScriptAndEscapesWhatSteersATerminal(String text, String shown) {
    assertThat(Printable.line(text)).isEqualTo(shown);
    assertThat(Printable.lines(text)).isEqualTo(shown);
  }

  @Test
  void keepsNewlinesOnlyWhereLinesAreMeant() {
    assertThat(Printable.line("a\nb\r\nc\td")).isEqualTo("a\\nb\\u000d\\nc\td");
    assertThat(Printable.lines("a\nb\r\nc\td")).isEqualTo("a\nb\\u000d\nc\td");
  }

  @Test
  void letsNoControlCharacterThroughTheConsole() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x300 : 0x10ffff));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console console = new Console(stream, stream, true);

    console.print(text.toString());
    console.say("%s", text);
    console.fail(ExitCode.JOB_FAILED, text.toString(), new IllegalStateException(text.toString()));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029&&[^\n\t]]");
  }
}
