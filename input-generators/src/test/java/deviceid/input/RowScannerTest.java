// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.input.BadRow.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowScannerTest {

  private static final String A = "0123456789abcdef0123456789abcdef01234567";
  private static final String B = "ffffffffffffffffffffffffffffffffffffffff";
  private static final String MARK = "\u00ef\u00bb\u00bf";
  private static final String UPPER = A.toUpperCase(Locale.ROOT);

  private final List<BadRow> bad = new ArrayList<>();

  @Test
  void leavesPlainRowsAsTheyAre() {
    String rows = A + "\n" + B + "\n" + A + "\n";

    assertThat(scanned(rows, scanner(false, false))).isEqualTo(rows);
    assertThat(bad).isEmpty();
  }

  @Test
  void reportsEachFlawWithItsPlaceAndMovesTheRestUp() {
    RowScanner scanner = new RowScanner(1000, false, false, false, bad::add);
    String wide = A + "0";
    String wrong = B.replaceFirst("f$", "g");
    String text = A + "\n" + wide + "\n" + B + "\n" + wrong + "\n" + A + "\r\n" + "\n" + A + "\n";

    assertThat(scanned(text, scanner)).isEqualTo(A + "\n" + B + "\n" + A + "\n");
    assertThat(bad)
        .containsExactly(
            bad(Flaw.WIDTH, 0, 1041, wide),
            bad(Flaw.CHARACTER, 0, 1124, wrong),
            bad(Flaw.LINE_END, 0, 1165, A + "\r"),
            bad(Flaw.WIDTH, 0, 1207, ""));
    assertThat(scanner.goodRows()).isEqualTo(3);
    assertThat(scanner.badRows()).isEqualTo(4);
    assertThat(scanner.position()).isEqualTo(1000 + text.length());
  }

  @Test
  void findsNothingInAnEmptyStream() {
    RowScanner scanner = scanner(false, false);

    assertThat(scanned("", scanner)).isEmpty();
    assertThat(bad).isEmpty();
    assertThat(scanner.unterminated()).isFalse();
  }

  @Test
  void takesCrlfAwayWhereAsked() {
    String rows = A + "\r\n" + B + "\n" + A + "\r";

    assertThat(scanned(rows, scanner(true, false))).isEqualTo(A + "\n" + B + "\n" + A + "\n");
    assertThat(bad).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takesNoOtherCarriageReturn(boolean crlf) {
    String lines =
        A + "\r\r\n" + A.substring(1) + "\r\n\r" + A + "\n" + A.replace('9', '\r') + "\n";

    assertThat(scanned(lines, scanner(crlf, false))).isEmpty();
    assertThat(bad)
        .extracting(BadRow::flaw)
        .containsExactly(Flaw.WIDTH, Flaw.CHARACTER, Flaw.WIDTH, Flaw.CHARACTER);
  }

  @Test
  void refusesUpperCase() {
    assertThat(scanned(UPPER + "\n", scanner(true, false))).isEmpty();
    assertThat(bad).containsExactly(bad(Flaw.CHARACTER, 1, 0, UPPER));
  }

  @Test
  void turnsUpperCaseIntoLowerWhereAsked() {
    assertThat(scanned(UPPER + "\n" + A + "\n" + UPPER + "\r\n", scanner(true, true)))
        .isEqualTo(A + "\n" + A + "\n" + A + "\n");
    assertThat(bad).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {A, A + "\r"})
  void acceptsALastRowWithoutNewline(String last) {
    RowScanner scanner = scanner(true, false);

    assertThat(scanned(A + "\n" + last, scanner)).isEqualTo(A + "\n" + A + "\n");
    assertThat(scanner.unterminated()).isTrue();
  }

  @Test
  void callsARowWithNewlineTerminated() {
    RowScanner scanner = scanner(false, false);
    scanned(A + "\n", scanner);

    assertThat(scanner.unterminated()).isFalse();
  }

  @Test
  void waitsForTheRestOfARow() {
    RowScanner scanner = scanner(false, false);
    byte[] buffer = (A + "\n" + B).getBytes(ISO_8859_1);

    assertThat(scanner.scan(buffer, buffer.length, false)).isEqualTo(41);
    assertThat(scanner.consumed()).isEqualTo(41);
    assertThat(scanner.position()).isEqualTo(41);
    assertThat(scanner.unterminated()).isFalse();
  }

  @Test
  void reportsALongLineOnceAtItsEndWithItsLength() {
    RowScanner scanner = scanner(false, false);
    byte[] buffer = new byte[2 * RowScanner.MAX_LINE_BYTES + 2];
    byte[] line = "x".repeat(RowScanner.MAX_LINE_BYTES + 1).getBytes(ISO_8859_1);

    for (int piece = 0; piece < 5; piece++) {
      System.arraycopy(line, 0, buffer, 0, line.length);
      assertThat(scanner.scan(buffer, line.length, false)).isZero();
      assertThat(scanner.consumed()).isEqualTo(line.length);
      assertThat(scanner.insideLongLine()).isTrue();
      assertThat(bad).isEmpty();
    }

    assertThat(scanned("xx\n" + A + "\n", scanner)).isEqualTo(A + "\n");
    assertThat(scanner.insideLongLine()).isFalse();
    assertThat(bad)
        .containsExactly(
            new BadRow(Flaw.WIDTH, 1, 0, 5L * line.length + 2, "x".repeat(BadRow.START_BYTES)));
    assertThat(scanner.badRows()).isEqualTo(1);
  }

  @Test
  void reportsALongLineWhoseNewlineBeginsAPiece() {
    RowScanner scanner = scanner(false, false);
    byte[] line = "x".repeat(RowScanner.MAX_LINE_BYTES + 1).getBytes(ISO_8859_1);
    scanner.scan(line, line.length, false);

    assertThat(scanned("\n" + A + "\n", scanner)).isEqualTo(A + "\n");
    assertThat(bad).extracting(BadRow::length).containsExactly((long) line.length);
    assertThat(scanner.unterminated()).isFalse();
  }

  /** The mark is a bad row of its own, and the row behind it has the number 1 all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\r"})
  void partsAByteOrderMarkFromTheFirstRow(String end) {
    RowScanner scanner = scanner(true, false);

    assertThat(scanned(MARK + A + end + "\nx\n", scanner)).isEqualTo(A + "\n");
    assertThat(bad)
        .containsExactly(
            new BadRow(Flaw.WIDTH, 1, 0, 3, MARK),
            new BadRow(Flaw.WIDTH, 2, 44 + end.length(), 1, "x"));
    assertThat(scanner.position(0)).isEqualTo(3);
    assertThat(scanner.badRows()).isEqualTo(2);
  }

  @Test
  void partsNoMarkFromOtherLines() {
    String lines = A + "\n" + MARK + A + "\n";

    assertThat(scanned(MARK + "x\n" + lines, scanner(false, false))).isEqualTo(A + "\n");
    assertThat(bad).extracting(BadRow::length).containsExactly(4L, 43L);
  }

  @Test
  void keepsALineOfTheMostBytesWhole() {
    RowScanner scanner = scanner(false, false);
    byte[] line = "x".repeat(RowScanner.MAX_LINE_BYTES).getBytes(ISO_8859_1);

    scanner.scan(line, line.length, false);

    assertThat(scanner.consumed()).isZero();
    assertThat(bad).isEmpty();
  }

  @Test
  void tellsThatALongLastLineHasNoNewline() {
    RowScanner scanner = scanner(false, false);
    byte[] line = "x".repeat(RowScanner.MAX_LINE_BYTES + 1).getBytes(ISO_8859_1);

    scanner.scan(line, line.length, false);
    scanner.scan(line, 0, true);

    assertThat(scanner.unterminated()).isTrue();
    assertThat(bad).extracting(BadRow::length).containsExactly((long) line.length);
  }

  /** Scans the whole text, at the stream's end. */
  private static String scanned(String text, RowScanner scanner) {
    byte[] buffer = (text + ".").getBytes(ISO_8859_1);
    int good = scanner.scan(buffer, buffer.length - 1, true);
    assertThat(scanner.consumed()).isEqualTo(text.length());
    return new String(buffer, 0, good, ISO_8859_1);
  }

  private RowScanner scanner(boolean crlf, boolean ignoreCase) {
    return new RowScanner(0, crlf, ignoreCase, false, bad::add);
  }

  private static BadRow bad(Flaw flaw, long row, long position, String line) {
    return new BadRow(flaw, row, position, line.length(), line);
  }
}
