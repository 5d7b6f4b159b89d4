// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import deviceid.Dataset;
import deviceid.Run;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.count.FirstCharacterCounts;
import deviceid.input.DeviceIds;
import deviceid.input.RankPermutation;
import deviceid.memory.MemoryRows.StringRows;
import deviceid.memory.ThreadsVersusMaps.ThreadedGenerator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same work in one process. */
class CountInMemoryTest {

  @TempDir Path folder;

  @Test
  void generatesAndCountsInThreadsAsMapTasksDo() {
    Run run = Run.of("memory", "--ids", "20k", "--threads", "3", "--repeats", "1");

    run.succeeds();
    assertThat(run.out())
        .containsPattern("1 thread +[0-9.]+ +[0-9.,]+\\n")
        .containsPattern("3 map tasks +[0-9.]+ +[0-9.,]+\\n")
        .containsPattern("20,000 +[0-9.]+ +[0-9.]+\\n +200 +[0-9.]+ +[0-9.]+\\n +2 +[0-9.]+")
        .contains("counts that are the same by threads and by map tasks = all counts: 4: PASS")
        .contains("sum of counts = rows: 20,000: PASS")
        .contains("sizes with the same counts packed and as strings = all sizes: 3: PASS")
        .contains("another machine", "57.4 s", "2,355");
  }

  @Test
  void readsStoredRowsOfSeveralFiles() throws Exception {
    String rows = Dataset.rows(42, 10_000);
    Dataset.write(folder.resolve("ids/part-m-00000"), rows.substring(0, 41 * 4_000));
    Dataset.write(folder.resolve("ids/part-m-00001"), "");
    Dataset.write(folder.resolve("ids/part-m-00002"), rows.substring(41 * 4_000));

    Run run = Run.of("memory", folder + "/ids", "--ratio", "10");

    run.succeeds()
        .says("read and packed 10,000 rows in 0 MB")
        .prints("sum of counts = rows: 10,000: PASS");
  }

  @Test
  void refusesBadRowsAndWhatIsNotFixed() throws Exception {
    Path bad = Dataset.write(folder.resolve("bad"), Dataset.rows(42, 5) + "x".repeat(40) + "\n");
    Path wide = Dataset.write(folder.resolve("wide"), Dataset.rows(42, 5) + "x".repeat(90) + "\n");
    Path none = Dataset.write(folder.resolve("none"), "");

    Run run = Run.of("memory", bad.toString());
    run.exits(3).says("bad rows: 1, over the limit of 0");
    Run.of("memory", wide.toString()).exits(3);
    assertThat(Run.of("memory", none.toString()).err()).contains("is empty");
    Run.of("memory").exits(2);
    Run.of("memory", "x", "--ids", "5").exits(2);
    Run.of("memory", "--ids", "0").exits(2);
    Run.of("memory", "--ids", "10", "--threads", "0").exits(2);
  }

  @Test
  void saysBeforeItStartsThatRowsDoNotFit() {
    Run run = Run.of("memory", "--ids", "100g");

    run.exits(6).says("100,000,000,000 rows packed take 2,000,000 MB", "HADOOP_CLIENT_OPTS=-Xmx");
    assertThatThrownBy(() -> MemoryRows.requireRoom(Long.MAX_VALUE, 20))
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.NOT_READY));
  }

  /** 84 bytes a string are what this JVM takes, or the guard would let a heap overflow. */
  @Test
  void knowsWhatAStringTakes() {
    int rows = 200_000;
    PackedRows packed = packed(rows);
    long before = allocated();
    StringRows text = StringRows.of(packed);
    double each = (allocated() - before) / (double) rows;

    assertThat(text.rows()).isEqualTo(rows);
    assertThat(each).isBetween(0.8 * StringRows.BYTES, 1.2 * StringRows.BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1_000})
  void drawsTheRowsOfARankBelowTheSize(int size) {
    PackedRows all = packed(1_000);
    RankPermutation ranks = new RankPermutation(7, 1_000);
    DeviceIds ids = new DeviceIds(42);
    List<String> chosen =
        LongStream.range(0, 1_000).filter(row -> ranks.rank(row) < size).mapToObj(ids::id).toList();

    PackedRows sample = all.sample(ranks, size);

    assertThat(LongStream.range(0, size).mapToObj(sample::id))
        .containsExactlyInAnyOrderElementsOf(chosen);
    assertThat(sample.count()).isEqualTo(counts(chosen));
    assertThat(StringRows.of(all).sample(ranks, size).count()).isEqualTo(counts(chosen));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void makesTheRowsOfTheSeedInAnyNumberOfThreads(int threads) throws Exception {
    int rows = 20_001;
    PackedRows made = new ThreadedGenerator(42, threads).generate(rows);
    List<String> expected = Dataset.rows(42, rows).lines().toList();

    assertThat(IntStream.range(0, rows).mapToObj(made::id)).containsExactlyElementsOf(expected);
    assertThat(new ThreadedGenerator(42, threads).count(rows)).isEqualTo(counts(expected));
  }

  @Test
  void keepsRowsOnBothSidesOfAChunksEnd() {
    long rows = (1 << 20) + 3;
    PackedRows packed = new PackedRows(rows);
    byte[] text = Dataset.rows(42, 10).getBytes(StandardCharsets.US_ASCII);
    packed.pack(rows - 10, text, 10);

    for (int i = 0; i < 10; i++) {
      assertThat(packed.id(rows - 10 + i)).isEqualTo(new DeviceIds(42).id(i));
    }
    assertThat(packed.count().total()).isEqualTo(rows);
  }

  private static PackedRows packed(int rows) {
    PackedRows packed = new PackedRows(rows);
    packed.pack(0, Dataset.rows(42, rows).getBytes(StandardCharsets.US_ASCII), rows);
    return packed;
  }

  private static FirstCharacterCounts counts(List<String> ids) {
    Map<String, Long> counts = Dataset.countByFirst(String.join("\n", ids));
    return new FirstCharacterCounts(
        "0123456789abcdef"
            .chars()
            .mapToObj(digit -> counts.getOrDefault(Character.toString(digit), 0L))
            .toList());
  }

  /** By this thread so far: what the heap holds depends on what earlier tests left in it. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
