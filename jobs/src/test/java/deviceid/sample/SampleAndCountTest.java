// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sampling driver on the local runner. */
class SampleAndCountTest {

  @TempDir Path folder;

  @Test
  void countsEachSizeExactlyAndKeepsEveryRun() throws Exception {
    String rows = Dataset.rows(42, 20_000);
    Dataset.write(folder.resolve("ids/part-m-00000"), rows.substring(0, 41 * 13_000));
    Dataset.write(folder.resolve("ids/part-m-00001"), "");
    Dataset.write(folder.resolve("ids/part-m-00002"), rows.substring(41 * 13_000));

    Run run = Run.of("sample", folder + "/ids", folder + "/curve", "--repeats", "2");

    run.succeeds();
    assertThat(Dataset.names(folder.resolve("curve")))
        .containsExactly(
            "_manifest.json",
            "_medians.md",
            "_report.html",
            "_runs.csv",
            "_runs.json",
            "size-2",
            "size-200",
            "size-20000");
    assertThat(Dataset.readCounts(folder.resolve("curve/size-20000")))
        .isEqualTo(Dataset.countByFirst(rows));
    assertThat(sum(Dataset.readCounts(folder.resolve("curve/size-200")))).isEqualTo(200);
    assertThat(sum(Dataset.readCounts(folder.resolve("curve/size-2")))).isEqualTo(2);

    List<String> lines = Files.readAllLines(folder.resolve("curve/_runs.csv"));
    assertThat(lines.get(0))
        .startsWith("size,repeat,maps,sampled,counted,bytes_read,read_by,whole_s,submit_s,");
    assertThat(lines.subList(1, 7))
        .allMatch(
            line -> line.matches("[0-9]+,[12],1,([0-9]+,){3}(seek|stream)(,([0-9.]{8,})?){10}"))
        .extracting(line -> line.split(",", 3)[0])
        .containsExactlyInAnyOrder("20000", "200", "2", "20000", "200", "2");
    assertThat(lines).hasSize(7);
  }

  @Test
  void readsOnlyTheRowsOfASparseSample() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 20_000));

    Run.of("sample", folder + "/ids", folder + "/curve", "--repeats", "1", "--ratio", "1000");

    assertThat(Files.readString(folder.resolve("curve/_runs.csv")))
        .contains("20,1,1,20,20,820,seek,")
        .contains("20000,1,1,20000,20000,820000,stream,");
  }

  @Test
  void repeatsItsCountsFromItsSeed() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 20_000));

    Run.of("sample", folder + "/ids", folder + "/a", "--repeats", "1", "--seed", "5");
    Run.of("sample", folder + "/ids", folder + "/b", "--repeats", "1", "--seed", "5");
    Run.of("sample", folder + "/ids", folder + "/c", "--repeats", "1", "--seed", "6");

    Map<String, Long> counts = Dataset.readCounts(folder.resolve("a/size-200"));
    assertThat(Dataset.readCounts(folder.resolve("b/size-200"))).isEqualTo(counts);
    assertThat(Dataset.readCounts(folder.resolve("c/size-200"))).isNotEqualTo(counts);
  }

  @Test
  void samplesALastRowWithoutItsNewline() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 300).stripTrailing());

    Run run = Run.of("sample", folder + "/ids", folder + "/curve", "--repeats", "1");

    run.succeeds();
    assertThat(sum(Dataset.readCounts(folder.resolve("curve/size-300")))).isEqualTo(300);
  }

  @Test
  void failsOnABadRowAndShowsWhereItIs() throws Exception {
    String rows = Dataset.rows(42, 300);
    Dataset.write(folder.resolve("ids/a"), rows);
    Dataset.write(folder.resolve("ids/b"), rows.substring(0, 410) + "x" + rows.substring(411));

    Run run = Run.of("sample", folder + "/ids", folder + "/curve");

    run.exits(3);
    assertThat(run.err())
        .contains("/b row 11 (byte 410): character 1 is \"x")
        .contains("bad rows: 1, over the limit of 0; nothing was published");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void setsStoredRowsBesideRegeneratedOnesAndThoseInMemory() throws Exception {
    Run.of("generate", folder + "/ids", "--ids", "20k", "--cores", "2");

    String curve = folder + "/curve";

    Run run =
        Run.of("sample", folder + "/ids", curve, "--compare", "--ratio=10000", "--repeats=12");

    run.succeeds();
    assertThat(run.out())
        .contains("runs with the same counts regenerated = all runs: 24: PASS")
        .contains("runs with the same counts in memory = all runs: 24: PASS")
        .contains("stored: ", "regenerated: ", "in memory: ", "stored and regenerated")
        .containsPattern("Fixed cost by phase, at 2 rows: submit [0-9]+ ms, map [0-9]+ ms, rest ")
        .contains("page    " + folder + "/curve/_report.html");
    assertThat(Files.readString(folder.resolve("curve/_report.html")))
        .contains("<h1>Counting samples of 20,000 ids</h1>", "regenerated", "in memory");
    assertThat(Dataset.names(folder)).containsExactly("curve", "ids");
  }

  @Test
  void saysWhatItCannotSetBesideRowsWithoutAManifest() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 300));

    Run run = Run.of("sample", folder + "/ids", folder + "/curve", "--compare", "--repeats", "1");

    run.succeeds()
        .says("not regenerated: the seed of these rows is not known")
        .prints("runs with the same counts in memory = all runs");
    assertThat(Run.of("sample", "--lazy", "--ids", "10", folder + "/x", "--compare").err())
        .contains("remove --lazy");
  }
}
