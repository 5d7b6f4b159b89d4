// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against a judge that reads whole streams line by line. */
class RowScannerPropertyTest {

  private static final String A = "0123456789abcdef0123456789abcdef01234567";
  private static final String B = "ffffffffffffffffffffffffffffffffffffffff";
  private static final String MARK = "\u00ef\u00bb\u00bf";
  private static final String UPPER = A.toUpperCase(Locale.ROOT);

  /** All bytes at all places, on the fast way and, without the newline, on the slow one. */
  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "false, false", "true, false"})
  void judgesEveryByteAtEveryPlaceAsThePatternDoes(boolean ignoreCase, boolean newline) {
    for (int place = 0; place < 40; place++) {
      for (int value = 0; value < 256; value++) {
        String row = A.substring(0, place) + (char) value + A.substring(place + 1);
        checkAsReference(row + (newline ? "\n" : ""), ignoreCase);
      }
    }
  }

  /** Bytes are tested eight at once: a carry from one must not hide another. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void judgesNeighboursAsThePatternDoes(boolean ignoreCase) {
    String edges = "/09:@AFG`afg\0\r\177\200\225\260\326\346\377";
    for (int place = 7; place < 17; place++) {
      for (int first = 0; first < edges.length(); first++) {
        for (int second = 0; second < edges.length(); second++) {
          String two = "" + edges.charAt(first) + edges.charAt(second);
          String row = A.substring(0, place) + two + A.substring(place + 2);
          checkAsReference(row + "\n", ignoreCase);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40, 41, 42, 100, 1000, 5000, 20_000})
  void findsTheSameHoweverTheStreamIsCut(int most) {
    Random random = new Random(most);
    for (int i = 0; i < 150; i++) {
      String text = mixture(random, random.nextInt(60));
      boolean crlf = random.nextBoolean();
      boolean ignoreCase = random.nextBoolean();
      long position = random.nextBoolean() ? 0 : random.nextLong() >>> 2;

      assertThat(LineByLine.scan(text, position, crlf, ignoreCase, most, random))
          .as("stream %d", i)
          .isEqualTo(LineByLine.judge(text, position, crlf, ignoreCase));
    }
  }

  private static String mixture(Random random, int lines) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? MARK : "");
    for (int i = 0; i < lines; i++) {
      switch (random.nextInt(12)) {
        case 0 -> text.append(A).append("\r\n");
        case 1 -> text.append(UPPER).append(random.nextBoolean() ? "\r\n" : "\n");
        case 2 -> text.append(A, 0, random.nextInt(40)).append('\n');
        case 3 -> text.append(A).append(B, 0, random.nextInt(5)).append("\r\n");
        case 4 -> text.append(A.replace('7', (char) random.nextInt(256))).append('\n');
        case 5 -> text.append("\n".repeat(random.nextInt(3)));
        case 6 -> {
          int bytes = RowScanner.MAX_LINE_BYTES + random.nextInt(-2, 3);
          text.append("x".repeat(random.nextInt(4) * bytes)).append('\n');
        }
        default -> text.append(random.nextBoolean() ? A : B).append('\n');
      }
    }
    text.setLength(Math.max(0, text.length() - (random.nextBoolean() ? 0 : random.nextInt(50))));
    return text.toString();
  }

  private static void checkAsReference(String text, boolean ignoreCase) {
    LineByLine found = LineByLine.scan(text, 0, false, ignoreCase, 100, new Random(1));
    LineByLine expected = LineByLine.judge(text, 0, false, ignoreCase);
    if (!found.equals(expected)) {
      assertThat(found).isEqualTo(expected);
    }
  }
}
