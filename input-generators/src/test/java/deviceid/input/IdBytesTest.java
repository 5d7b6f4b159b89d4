// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdBytesTest {

  @Test
  void packsWhatTheJdkParses() {
    Random random = new Random(1);
    for (int trial = 0; trial < 1_000; trial++) {
      byte[] bytes = new byte[DeviceIds.ID_BYTES];
      random.nextBytes(bytes);
      byte[] row = ("xx" + HexFormat.of().formatHex(bytes)).getBytes(StandardCharsets.US_ASCII);
      byte[] packed = new byte[DeviceIds.ID_BYTES + 3];

      DeviceIds.pack(row, 2, packed, 3);

      assertThat(packed).startsWith(0, 0, 0).endsWith(bytes);
    }
  }

  @Test
  void unpacksToRows() {
    byte[] rows = new byte[100 * DeviceIds.ROW_BYTES];
    new DeviceIds(1).fill(0, 100, rows, 0);
    byte[] ids = new byte[100 * DeviceIds.ID_BYTES];
    byte[] again = new byte[rows.length];
    for (int row = 0; row < 100; row++) {
      DeviceIds.pack(rows, row * DeviceIds.ROW_BYTES, ids, row * DeviceIds.ID_BYTES);
      DeviceIds.unpack(ids, row * DeviceIds.ID_BYTES, again, row * DeviceIds.ROW_BYTES);
    }
    assertThat(again).isEqualTo(rows);
  }

  @Test
  void knowsTheSixteenDigits() {
    for (int value = 0; value < 16; value++) {
      assertThat(DeviceIds.digit((byte) Character.forDigit(value, 16))).isEqualTo(value);
    }
  }
}
