// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/**
 * Makes the device IDs of one seed: row <i>i</i> is {@code hex(sha1(text of uuid(i)))} and a
 * newline, {@value #ROW_BYTES} bytes, a pure function of (seed, i).
 *
 * <p>{@code uuid(i)} has version 4 and variant 10. All 64 bits of a keyed bijection of i are among
 * its 122 free bits, so two rows of one seed never share a UUID; the other 58 bits come from a
 * second keyed mix. The bits are predictable from the seed: test data, never secrets.
 *
 * <p>Not safe for use by several threads at once: it keeps one digest and two small buffers.
 */
public final class DeviceIds {

  /** Characters of an ID: 160 bits of SHA-1 in lower-case hexadecimal. */
  public static final int ID_CHARACTERS = 40;

  /** Bytes of an ID that is not written in characters. */
  public static final int ID_BYTES = ID_CHARACTERS / 2;

  /** Bytes of a row: the ID and a newline. */
  public static final int ROW_BYTES = ID_CHARACTERS + 1;

  /** Rows of a full batch, the unit in which rows travel between tasks and files. */
  public static final int BATCH_ROWS = 8192;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Where the order of bytes makes no difference: the one of most processors, which is faster. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long SECOND_GAMMA = 0xd1342543de82ef95L;

  private final long firstKey;
  private final long secondKey;
  private final MessageDigest sha1;
  private final byte[] uuidText =
      "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx".getBytes(StandardCharsets.US_ASCII);
  private final byte[] digest = new byte[ID_BYTES];

  public DeviceIds(long seed) {
    firstKey = Mix64.stafford13(seed + Mix64.GOLDEN_GAMMA);
    secondKey = Mix64.stafford13(seed - Mix64.GOLDEN_GAMMA);
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /**
   * Writes rows {@code first} to {@code first + count - 1}, each {@value #ROW_BYTES} bytes, into
   * {@code buffer} from {@code offset} on.
   *
   * @throws IndexOutOfBoundsException if the rows do not fit, or an index is negative or beyond
   *     2^63 - 1; nothing is written then
   */
  public void fill(long first, int count, byte[] buffer, int offset) {
    Objects.checkFromIndexSize(first, (long) count, Long.MAX_VALUE);
    Objects.checkFromIndexSize((long) offset, (long) count * ROW_BYTES, (long) buffer.length);
    int at = offset;
    for (long index = first; index < first + count; index++, at += ROW_BYTES) {
      writeText(high(index), low(index));
      hash();
      unpack(digest, 0, buffer, at);
    }
  }

  /** The UUID whose text row {@code index} hashes. */
  public UUID uuid(long index) {
    return new UUID(high(index), low(index));
  }

  /** The ID at {@code index} as text, for messages and single look-ups. */
  public String id(long index) {
    byte[] row = new byte[ROW_BYTES];
    fill(index, 1, row, 0);
    return new String(row, 0, ID_CHARACTERS, StandardCharsets.US_ASCII);
  }

  /** Makes a row of the {@value #ID_BYTES} bytes at {@code ids[at]}, with its newline. */
  public static void unpack(byte[] ids, int at, byte[] rows, int to) {
    for (int word = 0; word < ID_BYTES / 4; word++) {
      LONGS.set(rows, to + 8 * word, hex((int) INTS.get(ids, at + 4 * word)));
    }
    rows[to + ID_CHARACTERS] = '\n';
  }

  /** Packs the 40 characters at {@code rows[at]} into {@value #ID_BYTES} bytes. */
  public static void pack(byte[] rows, int at, byte[] ids, int to) {
    for (int i = 0; i < ID_BYTES; i++) {
      ids[to + i] = (byte) (digit(rows[at + 2 * i]) << 4 | digit(rows[at + 2 * i + 1]));
    }
  }

  /** The 40 characters of the ID at {@code ids[at]}. */
  public static String text(byte[] ids, int at) {
    return HexFormat.of().formatHex(ids, at, at + ID_BYTES);
  }

  /** The value of a lower-case hexadecimal digit, without a branch. */
  public static int digit(byte character) {
    return (character & 0xf) + 9 * (character >> 6);
  }

  /** Whether the 40 bytes at {@code buffer[at]} are hexadecimal, tested eight at a time. */
  static boolean isId(byte[] buffer, int at, boolean ignoreCase) {
    long flaws = 0;
    for (int i = at; i < at + ID_CHARACTERS; i += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(buffer, i);
      long letters = between(ignoreCase ? eight | 0x20 * LOW_BITS : eight, 'a', 'f');
      flaws |= eight | ~(between(eight, '0', '9') | letters);
    }
    return (flaws & HIGH_BITS) == 0;
  }

  /** Whether none of the 40 bytes at {@code buffer[at]} ends a line. */
  static boolean isOneLine(byte[] buffer, int at) {
    long found = 0;
    for (int i = at; i < at + ID_CHARACTERS; i += Long.BYTES) {
      long zeroes = (long) EIGHT_BYTES.get(buffer, i) ^ '\n' * LOW_BITS;
      found |= (zeroes - LOW_BITS) & ~zeroes;
    }
    return (found & HIGH_BITS) == 0;
  }

  /** 60 bits of the bijection around the version nibble, 4. */
  private long high(long index) {
    long first = firstMix(index);
    return (first & 0xffff_ffff_ffff_0000L) | 0x4000L | ((first >>> 4) & 0x0fffL);
  }

  /** The variant bits, 10, then the bijection's last 4 bits, then 58 bits of the second mix. */
  private long low(long index) {
    return 0x8000_0000_0000_0000L
        | ((firstMix(index) & 0xfL) << 58)
        | (Mix64.murmur3(secondKey + index * SECOND_GAMMA) >>> 6);
  }

  private long firstMix(long index) {
    return Mix64.stafford13(firstKey + index * Mix64.GOLDEN_GAMMA);
  }

  private void writeText(long high, long low) {
    long highTail = hex((int) high);
    long lowHead = hex((int) (low >>> 32));
    LONGS.set(uuidText, 0, hex((int) (high >>> 32)));
    INTS.set(uuidText, 9, (int) (highTail >>> 32));
    INTS.set(uuidText, 14, (int) highTail);
    INTS.set(uuidText, 19, (int) (lowHead >>> 32));
    INTS.set(uuidText, 24, (int) lowHead);
    LONGS.set(uuidText, 28, hex((int) low));
  }

  private void hash() {
    sha1.update(uuidText, 0, uuidText.length);
    try {
      sha1.digest(digest, 0, ID_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("20 bytes hold a SHA-1", e);
    }
  }

  /** Eight lower-case hex characters, the highest nibble first, computed on all eight at once. */
  private static long hex(int bits) {
    long nibbles = bits & 0xffff_ffffL;
    nibbles = (nibbles | nibbles << 16) & 0x0000_ffff_0000_ffffL;
    nibbles = (nibbles | nibbles << 8) & 0x00ff_00ff_00ff_00ffL;
    nibbles = (nibbles | nibbles << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
    long letters = ((nibbles + 0x0606_0606_0606_0606L) >>> 4) & 0x0101_0101_0101_0101L;
    return nibbles + 0x3030_3030_3030_3030L + letters * ('a' - '0' - 10);
  }

  /** Sets the high bit of each byte within the bounds; bytes above 127 spoil their neighbours. */
  private static long between(long eight, int low, int high) {
    return (eight + (0x80 - low) * LOW_BITS) & ~(eight + (0x7f - high) * LOW_BITS);
  }
}
