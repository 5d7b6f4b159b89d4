// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.util.HexFormat;

/** IDs as their 20 bytes, half of their 40 characters. */
public final class PackedIds {

  /** Bytes of an ID. */
  public static final int BYTES = DeviceIds.ID_CHARACTERS / 2;

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

  /** The 40 characters of the ID at {@code ids[at]}. */
  public static String text(byte[] ids, int at) {
    return HexFormat.of().formatHex(ids, at, at + BYTES);
  }
}
