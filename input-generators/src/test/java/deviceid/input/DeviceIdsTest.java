// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdsTest {

  /** Chi-squared bounds at p = 1e-6 and 1 - 1e-6, 15 degrees of freedom. */
  private static final double TOO_UNEVEN = 56.49;

  private static final double TOO_EVEN = 1.22;

  @ParameterizedTest
  @CsvFileSource(resources = "known-answers.csv", numLinesToSkip = 1)
  void givesTheKnownAnswers(String seed, long index, String uuid, String id) {
    DeviceIds ids = new DeviceIds(Long.parseUnsignedLong(seed));

    assertThat(ids.uuid(index)).hasToString(uuid);
    assertThat(ids.id(index)).isEqualTo(id);
  }

  @Test
  void hashesTheTextOfTheUuid() throws Exception {
    DeviceIds ids = new DeviceIds(7);
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");

    for (long index = 0; index < 10_000; index++) {
      byte[] text = ids.uuid(index).toString().getBytes(StandardCharsets.US_ASCII);
      assertThat(ids.id(index)).isEqualTo(HexFormat.of().formatHex(sha1.digest(text)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8191, 8192, 1L << 40, Long.MAX_VALUE - 100})
  void fillsTheSameBytesFromAnyFirstIndex(long first) {
    DeviceIds ids = new DeviceIds(42);
    byte[] whole = new byte[100 * DeviceIds.ROW_BYTES];
    ids.fill(first, 100, whole, 0);

    byte[] pieces = new byte[whole.length];
    for (int at = 0, step = 1; at < 100; at += step, step = Math.min(step + 1, 100 - at)) {
      ids.fill(first + at, step, pieces, at * DeviceIds.ROW_BYTES);
    }

    assertThat(pieces).isEqualTo(whole);
  }

  @Test
  void writesNothingOutsideItsRows() {
    byte[] buffer = new byte[3 * DeviceIds.ROW_BYTES];
    Arrays.fill(buffer, (byte) '.');

    new DeviceIds(42).fill(5, 1, buffer, DeviceIds.ROW_BYTES);

    assertThat(new String(buffer, StandardCharsets.US_ASCII))
        .matches("\\.{41}[0-9a-f]{40}\n\\.{41}");
  }

  @Test
  void refusesRowsThatDoNotFit() {
    DeviceIds ids = new DeviceIds(42);
    byte[] buffer = new byte[2 * DeviceIds.ROW_BYTES - 1];

    assertThatThrownBy(() -> ids.fill(0, 2, buffer, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ids.fill(-1, 1, buffer, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ids.fill(Long.MAX_VALUE, 1, buffer, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(buffer).containsOnly(0);
  }

  @Test
  void makesVersion4UuidsOfTheIetfVariant() {
    DeviceIds ids = new DeviceIds(42);
    Random indexes = new Random(1);

    for (int i = 0; i < 100_000; i++) {
      UUID uuid = ids.uuid(indexes.nextLong() >>> 1);
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
    }
  }

  /** Inverting the mix gives the index back, so no two indexes share a UUID. */
  @ParameterizedTest
  @ValueSource(longs = {42, 0, -1, 0x123456789abcdefL})
  void holdsABijectionOfTheIndex(long seed) {
    DeviceIds ids = new DeviceIds(seed);
    long key = firstBits(ids.uuid(0));
    Random indexes = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      long index = indexes.nextLong() >>> 1;
      assertThat(indexOf(firstBits(ids.uuid(index)), key)).isEqualTo(index);
    }
  }

  @Test
  void givesSeedsDistinctIds() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 1000; seed++) {
      DeviceIds ids = new DeviceIds(seed);
      for (long index = 0; index < 100; index++) {
        seen.add(ids.id(index));
      }
    }

    assertThat(seen).hasSize(100_000);
  }

  @Test
  void spreadsFirstCharactersEvenly() {
    long[] counts = new long[16];
    DeviceIds ids = new DeviceIds(42);
    for (long index = 0; index < 1_000_000; index++) {
      counts[Character.digit(ids.id(index).charAt(0), 16)]++;
    }

    assertThat(chiSquared(counts)).isBetween(TOO_EVEN, TOO_UNEVEN);
  }

  /** SHA-1 would make a plain counter look even; the bits before it must be even themselves. */
  @Test
  void spreadsTheBitsBeforeHashingEvenly() {
    long[][] nibbles = new long[32][16];
    DeviceIds ids = new DeviceIds(42);
    for (long index = 0; index < 1_000_000; index++) {
      UUID uuid = ids.uuid(index);
      for (int i = 0; i < 16; i++) {
        nibbles[i][(int) (uuid.getMostSignificantBits() >>> (4 * i)) & 0xf]++;
        nibbles[16 + i][(int) (uuid.getLeastSignificantBits() >>> (4 * i)) & 0xf]++;
      }
    }

    for (int i = 0; i < nibbles.length; i++) {
      if (i != 3 && i != 31) { // the version, and the variant with its two free bits
        assertThat(chiSquared(nibbles[i])).as("nibble %d", i).isBetween(TOO_EVEN, TOO_UNEVEN);
      }
    }
  }

  @Test
  void spreadsPairsOfNeighbouringIdsEvenly() {
    long[] pairs = new long[256];
    DeviceIds ids = new DeviceIds(42);
    for (long index = 0; index < 500_000; index++) {
      int first = (int) ids.uuid(index).getLeastSignificantBits() & 0xf;
      int second = (int) ids.uuid(index + 1).getLeastSignificantBits() & 0xf;
      pairs[16 * first + second]++;
    }

    assertThat(chiSquared(pairs)).isBetween(161.7, 377.1); // 255 degrees of freedom
  }

  @Test
  void theEvennessTestRejectsACounterAndABias() {
    long[] counter = new long[16];
    long[] biased = new long[16];
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      counter[i & 0xf]++;
      biased[i % 100 == 0 ? 7 : random.nextInt(16)]++;
    }

    assertThat(chiSquared(counter)).isLessThan(TOO_EVEN);
    assertThat(chiSquared(biased)).isGreaterThan(TOO_UNEVEN);
  }

  private static double chiSquared(long[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    return Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
  }

  /** The 64 bits of the bijection, gathered from around the version and the variant. */
  private static long firstBits(UUID uuid) {
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    return (high >>> 16) << 16 | (high & 0xfff) << 4 | (low >>> 58 & 0xf);
  }

  /** Undoes the mix of {@code bits}, given the bits of index 0. */
  private static long indexOf(long bits, long bitsOfZero) {
    long inverseOfGamma = 0xf1de83e19937733dL;
    return (unmix(bits) - unmix(bitsOfZero)) * inverseOfGamma;
  }

  private static long unmix(long bits) {
    long z = unshift(bits, 31) * 0x319642b2d24d8ec3L;
    z = unshift(z, 27) * 0x96de1b173f119089L;
    return unshift(z, 30);
  }

  private static long unshift(long value, int shift) {
    return value ^ (value >>> shift) ^ (value >>> (2 * shift));
  }
}
