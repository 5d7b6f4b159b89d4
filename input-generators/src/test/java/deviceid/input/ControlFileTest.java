// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import deviceid.input.GenerationPlan.IdRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlFileTest {

  private static final String MAX = "9223372036854775807";
  private static final String BEYOND = "9223372036854775808";
  private static final String MALFORMED = "expected first<TAB>count in digits, found ";

  @Test
  void writesALineForEachRange() {
    assertThat(ControlFile.write(GenerationPlan.of(5, 3))).isEqualTo("0\t2\n2\t2\n4\t1\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "5, 3", "3, 8", "12000000, 100000", MAX + ", 1", MAX + ", 7"})
  void readsBackWhatItWrote(long ids, int lines) throws IOException {
    GenerationPlan plan = GenerationPlan.of(ids, lines);

    assertThat(read(ControlFile.write(plan))).isEqualTo(plan);
  }

  @ParameterizedTest
  @MethodSource("otherLineEnds")
  void acceptsCrlfAndAMissingLastNewline(String text) throws IOException {
    assertThat(read(text)).isEqualTo(GenerationPlan.of(5, 2));
  }

  static Stream<String> otherLineEnds() {
    return Stream.of("0\t3\r\n3\t2\r\n", "0\t3\r\n3\t2\n", "0\t3\n3\t2", "0\t3\r\n3\t2\r");
  }

  @Test
  void readsRangesOfAnySizeInOrder() throws IOException {
    assertThat(read("0\t0\n0\t7\n7\t1\n").ranges())
        .containsExactly(new IdRange(0, 0), new IdRange(0, 7), new IdRange(7, 1));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAndSaysWhereAndWhy(String text, int line, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessage("control file line " + line + ": " + reason);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("\n", 1, MALFORMED + "an empty line"),
        arguments("0\t5\n\n5\t5\n", 2, MALFORMED + "an empty line"),
        arguments("0\t5\n\n", 2, MALFORMED + "an empty line"),
        arguments("0\t5\r\n\r\n", 2, MALFORMED + "an empty line"),
        arguments("0\t5\n   \n", 2, MALFORMED + "\"   \""),
        arguments("0\t5 \n", 1, MALFORMED + "\"0\\t5 \""),
        arguments(" 0\t5\n", 1, MALFORMED + "\" 0\\t5\""),
        arguments("0\t5\n# rest\n", 2, MALFORMED + "\"# rest\""),
        arguments("\ufeff0\t5\n", 1, MALFORMED + "a byte order mark"),
        arguments("0\t5\n4\t5\n", 2, "overlaps the line before: it starts at 4, not at 5"),
        arguments("0\t5\n0\t5\n", 2, "overlaps the line before: it starts at 0, not at 5"),
        arguments("0\t5\n5\t5\n11\t5\n", 3, "leaves a gap: it starts at 11, not at 10"),
        arguments("1\t5\n", 1, "leaves a gap: it starts at 1, not at 0"),
        arguments("0\t" + BEYOND + "\n", 1, "beyond 2^63 - 1: \"0\\t" + BEYOND + "\""),
        arguments(BEYOND + "\t0\n", 1, "beyond 2^63 - 1: \"" + BEYOND + "\\t0\""),
        arguments("0\t1\n1\t" + MAX + "\n", 2, "beyond 2^63 - 1: \"1\\t" + MAX + "\""),
        arguments("0\t00000000000000000005\n", 1, MALFORMED + "\"0\\t00000000000000000005\""),
        arguments("-1\t5\n", 1, MALFORMED + "\"-1\\t5\""),
        arguments("0\t-5\n", 1, MALFORMED + "\"0\\t-5\""),
        arguments("+0\t5\n", 1, MALFORMED + "\"+0\\t5\""),
        arguments("0\t+5\n", 1, MALFORMED + "\"0\\t+5\""),
        arguments("0\t\u0665\n", 1, MALFORMED + "\"0\\t\\xd9\\xa5\""),
        arguments("0\t\uff15\n", 1, MALFORMED + "\"0\\t\\xef\\xbc\\x95\""),
        arguments("0  5\n", 1, MALFORMED + "\"0  5\""),
        arguments("0\t5\t5\n", 1, MALFORMED + "\"0\\t5\\t5\""),
        arguments("0\t\t5\n", 1, MALFORMED + "\"0\\t\\t5\""),
        arguments("5\n", 1, MALFORMED + "\"5\""),
        arguments("0\t\n", 1, MALFORMED + "\"0\\t\""),
        arguments("0\t5\r5\t5\n", 1, MALFORMED + "\"0\\t5\\r5\\t5\""),
        arguments("0\t5\r\r\n", 1, MALFORMED + "\"0\\t5\\r\""),
        arguments("0\t5\n\0005\t5\n", 2, MALFORMED + "\"\\x005\\t5\""),
        arguments("0\t5\n\032", 2, MALFORMED + "\"\\x1a\""),
        arguments("0".repeat(129) + "\n", 1, "longer than 128 bytes"));
  }

  @Test
  void refusesAnEmptyFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(""))
        .withMessage("control file: it is empty");
  }

  @Test
  void judges128BytesByWhatTheyAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("0".repeat(128) + "\n"))
        .withMessageStartingWith("control file line 1: " + MALFORMED)
        .withMessageEndingWith("... (128 bytes)");
  }

  /** A folder of ordinary data given by mistake may have no newline at all. */
  @Test
  void givesUpOnALineWithoutEnd() {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return '0';
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlFile.read(zeros))
        .withMessage("control file line 1: longer than 128 bytes");
  }

  @Test
  void refusesMoreLinesThanPartNumbersAllow() throws IOException {
    String most = "0\t0\n".repeat(GenerationPlan.MAX_LINES);

    assertThat(read(most).ranges()).hasSize(GenerationPlan.MAX_LINES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(most + "0\t0\n"))
        .withMessage("control file line 100001: a control file has at most 100000 lines");
  }

  @Test
  void parsesOneLineUnderItsNumber() {
    assertThat(ControlFile.parse("7\t5", 9)).isEqualTo(new IdRange(7, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlFile.parse("7 5", 9))
        .withMessageStartingWith("control file line 9: ");
  }

  @Test
  void passesOnAFailureToRead() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertThatThrownBy(() -> ControlFile.read(closed)).isInstanceOf(IOException.class);
  }

  private static GenerationPlan read(String text) throws IOException {
    return ControlFile.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
