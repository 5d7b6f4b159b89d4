// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** IDs as their 20 bytes, half of their 40 characters. */
public final class PackedIds {

  /** Bytes of an ID. */
  public static final int BYTES = DeviceIds.ID_CHARACTERS / 2;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private PackedIds() {}

  /** The value of a lower-case hexadecimal digit, without a branch. */
  public static int digit(byte character) {
    return (character & 0xf) + 9 * (character >> 6);
  }

  /** Packs the 40 characters at {@code rows[at]} into {@value #BYTES} bytes at {@code ids[to]}. */
  public static void pack(byte[] rows, int at, byte[] ids, int to) {
    for (int i = 0; i < BYTES; i++) {
      ids[to + i] = (byte) (digit(rows[at + 2 * i]) << 4 | digit(rows[at + 2 * i + 1]));
    }
  }

  /** Makes a row of the {@value #BYTES} bytes at {@code ids[at]}, with its newline. */
  public static void unpack(byte[] ids, int at, byte[] rows, int to) {
    for (int i = 0; i < BYTES; i++) {
      rows[to + 2 * i] = DIGITS[ids[at + i] >> 4 & 0xf];
      rows[to + 2 * i + 1] = DIGITS[ids[at + i] & 0xf];
    }
    rows[to + DeviceIds.ID_CHARACTERS] = '\n';
  }

  /** The 40 characters of the ID at {@code ids[at]}. */
  public static String text(byte[] ids, int at) {
    return HexFormat.of().formatHex(ids, at, at + BYTES);
  }
}
