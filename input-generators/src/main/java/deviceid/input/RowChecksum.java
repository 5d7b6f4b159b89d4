// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Two sums of 64 bits over rows and the indexes at which they stand. {@link #rows} is the same for
 * the same rows in any order; {@link #places} changes when two rows change places. Sums of parts
 * add up to the sum of the whole, modulo 2^64.
 *
 * <p>A row's term is a multilinear hash of its five 8-byte words, each turned by a rotation of its
 * own and finished by a mix, so that a change within one word always changes it. Made against
 * accidents, not against forgers.
 */
public final class RowChecksum {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long rows;
  private long places;

  /**
   * Adds rows that follow each other in {@code buffer} from its front on.
   *
   * @param first the index of the first of them
   * @param bytes {@value DeviceIds#ROW_BYTES} for each row; the newlines are not looked at
   */
  public void add(long first, byte[] buffer, int bytes) {
    long rowSum = 0;
    long placeSum = 0;
    long weight = 2 * first + 1;
    for (int at = 0; at < bytes; at += DeviceIds.ROW_BYTES, weight += 2) {
      long term = term(buffer, at);
      rowSum += term;
      placeSum += term * weight;
    }
    rows += rowSum;
    places += placeSum;
  }

  /** The sum that the order of rows does not change. */
  public long rows() {
    return rows;
  }

  /** The sum in which each row weighs by its index. */
  public long places() {
    return places;
  }

  /**
   * The {@link #places} sum of rows that stand {@code by} indexes behind those with which they were
   * summed up.
   *
   * @param rows their {@link #rows} sum
   */
  public static long shifted(long places, long rows, long by) {
    return places + 2 * by * rows; // a row weighs by 2 * index + 1
  }

  private static long term(byte[] buffer, int at) {
    long sum =
        (long) LONGS.get(buffer, at) * 0x9e3779b97f4a7c15L
            + Long.rotateLeft((long) LONGS.get(buffer, at + 8) * 0xbf58476d1ce4e5b9L, 13)
            + Long.rotateLeft((long) LONGS.get(buffer, at + 16) * 0x94d049bb133111ebL, 27)
            + Long.rotateLeft((long) LONGS.get(buffer, at + 24) * 0xff51afd7ed558ccdL, 39)
            + Long.rotateLeft((long) LONGS.get(buffer, at + 32) * 0xc4ceb9fe1a85ec53L, 51);
    long mixed = (sum ^ (sum >>> 32)) * 0xd1342543de82ef95L;
    return mixed ^ (mixed >>> 29);
  }
}
