// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedIdsTest {

  @Test
  void packsWhatTheJdkParses() {
    Random random = new Random(1);
    for (int trial = 0; trial < 1_000; trial++) {
      byte[] bytes = new byte[PackedIds.BYTES];
      random.nextBytes(bytes);
      byte[] row = ("xx" + HexFormat.of().formatHex(bytes)).getBytes(StandardCharsets.US_ASCII);
      byte[] packed = new byte[PackedIds.BYTES + 3];

      PackedIds.pack(row, 2, packed, 3);

      assertThat(packed).startsWith(0, 0, 0).endsWith(bytes);
    }
  }

  @Test
  void unpacksToRows() {
    byte[] rows = new byte[100 * DeviceIds.ROW_BYTES];
    new DeviceIds(1).fill(0, 100, rows, 0);
    byte[] ids = new byte[100 * PackedIds.BYTES];
    byte[] again = new byte[rows.length];
    for (int row = 0; row < 100; row++) {
      PackedIds.pack(rows, row * DeviceIds.ROW_BYTES, ids, row * PackedIds.BYTES);
      PackedIds.unpack(ids, row * PackedIds.BYTES, again, row * DeviceIds.ROW_BYTES);
    }
    assertThat(again).isEqualTo(rows);
  }

  @Test
  void knowsTheSixteenDigits() {
    for (int value = 0; value < 16; value++) {
      assertThat(PackedIds.digit((byte) Character.forDigit(value, 16))).isEqualTo(value);
    }
  }
}
