// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file has one verdict, whichever program reads it. */
@Tag("slow")
class VerdictTableTest {

  /** Programs that read rows and fail on a bad one. */
  private static final List<String> READERS =
      List.of(
          "count @ #/count",
          "sample @ #/sample --repeats 1",
          "convert @ #/convert --format sequence",
          "rows @",
          "memory @ --repeats 1");

  @TempDir Path folder;

  /** Bad rows, what makes them good or leaves them out, and how many good ones there are then. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "crlf.txt, --crlf, 5",
    "mixed-crlf.txt, --crlf, 5",
    "upper.txt, --ignore-case, 5",
    "bom.txt, --max-bad-rows 1, 5",
    "header.csv, --max-bad-rows 1, 5",
    "blankbetween.txt, --max-bad-rows 5, 5",
    "sha256.txt, '', 0",
    "md5.txt, '', 0",
    "twocol.csv, '', 0",
    "utf16.txt, '', 0"
  })
  void badRowsAreExitThree(String file, String option, int good) throws Exception {
    Path input = copy(file);
    for (String reader : READERS) {
      assertStatus(3, reader, input, "");
    }
    assertStatus(0, "show @", input, "");
    assertStatus(5, "validate @ --duplicates", input, "");
    if (!option.isEmpty()) {
      for (String reader : READERS) {
        assertStatus(0, reader, input, option);
      }
      assertStatus(0, "validate @ --duplicates", input, option);
      assertThat(
              Dataset.readCounts(folder.resolve("count")).values().stream().mapToLong(n -> n).sum())
          .isEqualTo(good);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"base5.txt", "nonl.txt", "multi.gz"})
  void goodRowsAreExitZero(String file) throws Exception {
    Path input = copy(file);
    for (String reader : READERS) {
      assertStatus(0, reader, input, "");
    }
    assertStatus(0, "show @", input, "");
    boolean twice = file.equals("multi.gz"); // two members of the same rows
    assertStatus(twice ? 5 : 0, "validate @ --duplicates", input, "");
  }

  /** A dataset of which the manifest names what is not there, or does not name what is. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "missing, part-m-00001 is missing",
    "added, part-m-00009 was added",
    "short, 'part-m-00001 has 41 bytes, not 13,653'"
  })
  void partsUnlikeTheManifestAreExitFive(String change, String message) throws Exception {
    Path ids = folder.resolve("ids");
    Run.of("generate", ids.toString(), "--ids", "1000", "--cores", "3").succeeds();
    Path part = ids.resolve("part-m-00001");
    switch (change) {
      case "missing" -> Files.delete(part);
      case "added" -> Files.copy(part, ids.resolve("part-m-00009"));
      default -> {
        Files.delete(ids.resolve(".part-m-00001.crc"));
        Files.writeString(part, Dataset.rows(42, 1));
      }
    }
    for (String reader : READERS) {
      assertThat(assertStatus(5, reader, ids, "").err()).contains(message, "--ignore-manifest");
    }
    assertThat(assertStatus(0, "show @", ids, "").err()).contains(message);
    assertThat(assertStatus(5, "validate @", ids, "").out()).contains(message);
    for (String reader : READERS) {
      assertStatus(0, reader, ids, "--ignore-manifest");
    }
  }

  /** What a job would pass over without a word, or read although it is not whole. */
  @Test
  void filesThatCannotBeReadAreExitTwo() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Dataset.write(links.resolve("a"), Dataset.rows(42, 5));
    Files.createSymbolicLink(links.resolve("b"), Path.of("nowhere"));
    Path names = Files.createDirectories(folder.resolve("names"));
    Files.createSymbolicLink(names.resolve("\uFFFD"), Path.of("nowhere"));
    Path copies = folder.resolve("copies");
    Dataset.write(copies.resolve("x._COPYING_"), Dataset.rows(42, 5));
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    Path device = Path.of("/dev/null");

    for (String reader : all()) {
      assertThat(assertStatus(2, reader, links, "").err()).contains("/links holds b, which");
      assertThat(assertStatus(2, reader, names, "").err()).contains("set LC_ALL=C.UTF-8");
      assertThat(assertStatus(2, reader, copies, "").err())
          .contains("x._COPYING_ is an unfinished copy");
      assertThat(assertStatus(2, reader, device, "").err()).contains("null is a pipe or a device");
      assertThat(assertStatus(2, reader, nothing, "").err()).contains("/nothing holds no files");
    }
  }

  /** The line begins in one split and ends in another; all others lie within it. */
  @Test
  void aLineOverManySplitsIsOneBadRow() throws Exception {
    String rows = Dataset.rows(42, 5);
    Path input = Dataset.write(folder.resolve("long"), rows + "a".repeat(1_000_000) + "\n" + rows);

    for (String reader : READERS) {
      Run run =
          assertStatus(3, reader, input, "-Dmapreduce.input.fileinputformat.split.maxsize=100000");
      assertThat(run.err()).contains("1,000,000", "bad rows: 1, over the limit of 0");
    }
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>(READERS);
    all.add("show @");
    all.add("validate @ --duplicates");
    return all;
  }

  /** Runs a program, whose input is {@code @}, and makes nothing unless it succeeds. */
  private Run assertStatus(int status, String command, Path input, String options) {
    String line = command.replace("@", input.toString()).replace("#", folder.toString());
    String[] words =
        Arrays.stream((line + " " + options).split(" "))
            .filter(w -> !w.isEmpty())
            .toArray(String[]::new);

    Run run = Run.of(words);

    assertThat(run.status()).as("%s: %s", String.join(" ", words), run).isEqualTo(status);
    return run;
  }

  private Path copy(String name) throws Exception {
    try (InputStream in = VerdictTableTest.class.getResourceAsStream("cases/" + name)) {
      Path file = folder.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }
}
