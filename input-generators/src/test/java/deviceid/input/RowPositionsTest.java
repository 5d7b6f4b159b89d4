// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where good rows stood, and what is a row where any character will do. */
class RowPositionsTest {

  private static final String ROW = "0123456789abcdef0123456789abcdef01234567\n";

  @ParameterizedTest
  @MethodSource("seeds")
  void tellsWhereEveryGoodRowStoodHoweverManyBadOnesLieBetween(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    List<Long> positions = new ArrayList<>();
    for (int line = 0; line < 300; line++) {
      if (random.nextInt(3) == 0) {
        text.append("x".repeat(random.nextInt(60))).append('\n');
      } else {
        positions.add(1_000L + text.length());
        text.append(ROW);
      }
    }
    byte[] buffer = text.toString().getBytes(StandardCharsets.US_ASCII);
    RowScanner scanner = new RowScanner(1_000, false, false, false, row -> {});

    int good = scanner.scan(buffer, buffer.length, false) / DeviceIds.ROW_BYTES;

    assertThat(LongStream.range(0, good).map(row -> scanner.position((int) row)).boxed())
        .containsExactlyElementsOf(positions);
  }

  static List<Long> seeds() {
    return new Random(3).longs(20).boxed().toList();
  }

  @Test
  void beginsAnewWithEachScan() {
    RowScanner scanner = new RowScanner(0, false, false, false, row -> {});
    byte[] damaged = ("bad\n" + ROW).getBytes(StandardCharsets.US_ASCII);
    byte[] clean = (ROW + ROW).getBytes(StandardCharsets.US_ASCII);

    scanner.scan(damaged, damaged.length, false);
    assertThat(scanner.position(0)).isEqualTo(4);
    scanner.scan(clean, clean.length, false);
    assertThat(scanner.position(0)).isEqualTo(45);
    assertThat(scanner.position(1)).isEqualTo(86);
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void takesEveryByteButANewlineWhereAnyCharacterWillDo(int value) {
    for (int at = 0; at < DeviceIds.ID_CHARACTERS; at++) {
      byte[] buffer = ROW.getBytes(StandardCharsets.ISO_8859_1);
      buffer[at] = (byte) value;
      RowScanner scanner = new RowScanner(0, false, false, true, row -> {});

      int good = scanner.scan(buffer, buffer.length, false);

      assertThat(good).as("byte %d at %d", value, at).isEqualTo(value == '\n' ? 0 : 41);
    }
  }

  static List<Integer> bytes() {
    return IntStream.range(0, 256).boxed().toList();
  }
}
