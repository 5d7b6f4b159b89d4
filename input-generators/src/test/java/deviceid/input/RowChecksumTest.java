// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowChecksumTest {

  private static final int ROWS = 200;
  private static final int WIDTH = DeviceIds.ROW_BYTES;

  private final byte[] buffer = new byte[ROWS * WIDTH];

  RowChecksumTest() {
    new DeviceIds(42).fill(1_000, ROWS, buffer, 0);
  }

  /** Manifests keep sums: those of other versions must stay comparable. By a Python program. */
  @Test
  void isWhatItAlwaysWas() {
    String rows =
        "0123456789abcdef0123456789abcdef01234567\nffffffffffffffffffffffffffffffffffffffff\n";

    RowChecksum sum = of(5, rows.getBytes(StandardCharsets.US_ASCII));

    assertThat(sum.rows()).isEqualTo(0xba7a7f5a82dd8a75L);
    assertThat(sum.places()).isEqualTo(0x68a2c2814c2a497bL);
  }

  @Test
  void movesItsPlacesWithTheRows() {
    RowChecksum here = of(0, buffer);

    assertThat(RowChecksum.shifted(here.places(), here.rows(), 1_000))
        .isEqualTo(of(1_000, buffer).places());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 199, 200})
  void addsUpFromPartsHoweverTheyAreCut(int cut) {
    RowChecksum whole = of(1_000, buffer);
    RowChecksum parts = new RowChecksum();
    byte[] head = Arrays.copyOf(buffer, cut * WIDTH);
    byte[] tail = Arrays.copyOfRange(buffer, cut * WIDTH, buffer.length);

    parts.add(1_000 + cut, tail, tail.length);
    parts.add(1_000, head, head.length);

    assertThat(parts.rows()).isEqualTo(whole.rows());
    assertThat(parts.places()).isEqualTo(whole.places());
  }

  @Test
  void changesWithEveryBitOfARow() {
    RowChecksum before = of(0, buffer);
    for (int bit = 0; bit < 8 * DeviceIds.ID_CHARACTERS; bit++) {
      byte[] changed = buffer.clone();
      changed[3 * WIDTH + bit / 8] ^= (byte) (1 << bit % 8);
      RowChecksum after = of(0, changed);

      assertThat(after.rows()).as("bit %d", bit).isNotEqualTo(before.rows());
      assertThat(after.places()).as("bit %d", bit).isNotEqualTo(before.places());
    }
  }

  @Test
  void tellsRowsFromTheirPlaces() {
    byte[] swapped = buffer.clone();
    System.arraycopy(buffer, 0, swapped, 9 * WIDTH, WIDTH);
    System.arraycopy(buffer, 9 * WIDTH, swapped, 0, WIDTH);

    assertThat(of(0, swapped).rows()).isEqualTo(of(0, buffer).rows());
    assertThat(of(0, swapped).places()).isNotEqualTo(of(0, buffer).places());
    assertThat(of(1, buffer).places()).isNotEqualTo(of(0, buffer).places());
  }

  @Test
  void changesWhereARowComesTwiceOrIsLost() {
    byte[] twice = buffer.clone();
    System.arraycopy(buffer, 0, twice, WIDTH, WIDTH);
    byte[] fewer = Arrays.copyOf(buffer, buffer.length - WIDTH);

    assertThat(of(0, twice).rows()).isNotEqualTo(of(0, buffer).rows());
    assertThat(of(0, fewer).rows()).isNotEqualTo(of(0, buffer).rows());
  }

  /** Terms of rows that differ little must not cancel out: no two sums of 20,000 are equal. */
  @Test
  void spreadsChangesOfSeveralWords() {
    Random random = new Random(7);
    Set<Long> sums = new HashSet<>();
    int trials = 20_000;
    for (int trial = 0; trial < trials; trial++) {
      byte[] changed = buffer.clone();
      for (int change = 0; change < 2; change++) {
        changed[random.nextInt(ROWS) * WIDTH + random.nextInt(40)] = (byte) random.nextInt();
      }
      sums.add(of(0, changed).rows() ^ Long.rotateLeft(of(0, changed).places(), 1));
    }
    assertThat(sums).hasSizeGreaterThan(trials - 5); // two changes may be the same ones
  }

  private static RowChecksum of(long first, byte[] rows) {
    RowChecksum sum = new RowChecksum();
    sum.add(first, rows, rows.length);
    return sum;
  }
}
