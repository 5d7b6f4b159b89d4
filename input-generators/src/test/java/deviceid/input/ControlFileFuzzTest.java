// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.input.GenerationPlan.IdRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: a control file is refused by name, or it partitions [0, N). */
class ControlFileFuzzTest {

  @Test
  void eitherRefusesRandomBytesOrReadsAPartition() throws IOException {
    Random random = new Random(1);
    byte[] likely = "0001\t\t\t\n\n\r -".getBytes(UTF_8);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(1 << random.nextInt(9))];
      random.nextBytes(bytes);
      for (int at = 0; at < bytes.length && i % 4 != 0; at++) {
        bytes[at] = likely[random.nextInt(likely.length)];
      }
      accepted += acceptedAsAPartition(bytes);
    }

    assertThat(accepted).isBetween(50, 49_000);
  }

  @Test
  void eitherRefusesAMutatedFileOrReadsAPartition() throws IOException {
    Random random = new Random(2);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      long ids = random.nextLong() >>> (1 + random.nextInt(63));
      String text = ControlFile.write(GenerationPlan.of(ids, 1 + random.nextInt(5)));
      accepted += acceptedAsAPartition(mutate(text.getBytes(UTF_8), random));
    }

    assertThat(accepted).isBetween(1_000, 49_000);
  }

  /** One byte changed, one cut out, one put in, or the end cut off. */
  private static byte[] mutate(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    byte[] likely = {'0', '1', '9', '\t', '\n', '\r', ' ', '-', 0, (byte) random.nextInt()};
    byte other = likely[random.nextInt(likely.length)];
    int kind = random.nextInt(4);
    int removed = kind == 0 || kind == 1 ? 1 : kind == 2 ? 0 : bytes.length - at;
    byte[] inserted = kind == 0 || kind == 2 ? new byte[] {other} : new byte[0];
    byte[] mutated = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, mutated, 0, at);
    System.arraycopy(inserted, 0, mutated, at, inserted.length);
    int rest = bytes.length - at - removed;
    System.arraycopy(bytes, at + removed, mutated, at + inserted.length, rest);
    return mutated;
  }

  private static int acceptedAsAPartition(byte[] bytes) throws IOException {
    GenerationPlan plan;
    try {
      plan = ControlFile.read(new ByteArrayInputStream(bytes));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("control file");
      return 0;
    }
    long next = 0;
    for (IdRange range : plan.ranges()) {
      assertThat(range.first()).isEqualTo(next);
      next = Math.addExact(next, range.count());
    }
    assertThat(plan.ids()).isEqualTo(next);
    assertThat(plan.ranges()).hasSize((int) new String(bytes, UTF_8).lines().count());
    return 1;
  }
}
