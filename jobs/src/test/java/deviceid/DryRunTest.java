// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dry run says is what a run does, and it makes nothing. */
class DryRunTest {

  private static final String SMALL_SPLITS =
      "-Dmapreduce.input.fileinputformat.split.maxsize=41000";

  @TempDir Path folder;

  @BeforeEach
  void storeRows() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 2_500));
    Dataset.write(folder.resolve("ids/part-m-00001"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("plan.txt"), "0\t7\n7\t0\n7\t9000\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count @/ids @/out " + SMALL_SPLITS,
        "count @/ids @/out",
        "count --lazy --control @/plan.txt @/out",
        "count --lazy --ids 10 --cores 5 @/out"
      })
  void countTellsTheMapsOfTheRun(String command) throws Exception {
    Run dry = dry(command);
    Run run = run(command);

    run.succeeds();
    String maps = run.out().replaceAll("(?s).* ids in (\\d+) maps: .*", "$1");
    assertThat(value(dry, "splits")).startsWith(maps + ", the longest ");
    assertThat(value(dry, "map tasks")).startsWith(maps + ", ");
    assertThat(value(dry, "reduce tasks")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "generate @/out --control @/plan.txt, 3, 0",
    "generate @/out --ids 10 --cores 4, 4, 0",
    "generate @/out --ids 10 --cores 4 --in reducers, 4, 4"
  })
  void generateTellsThePartsOfTheRun(String command, String parts, String reducers)
      throws Exception {
    Run dry = dry(command);
    Run run = run(command);

    run.succeeds();
    assertThat(Dataset.names(folder.resolve("out")).filter(name -> name.startsWith("part-")))
        .hasSize(Integer.parseInt(parts));
    assertThat(value(dry, "map tasks")).startsWith(parts + ", ");
    assertThat(value(dry, "reduce tasks")).isEqualTo(reducers);
    String bytes = String.format(Locale.ROOT, "%,d", Dataset.parts(folder.resolve("out")).length);
    assertThat(value(dry, "bytes")).isEqualTo(bytes + " to write, in " + parts + " parts");
  }

  @Test
  void tellsOfRowsThatWouldNotFit() {
    Run run = Run.of("generate", folder + "/new", "--ids", "100t", "--dry-run");

    run.succeeds()
        .says("100,000,000,000,000 ids x 41 bytes x 1 replicas do not fit")
        .prints("4,100,000,000,000,000 to write");
  }

  @Test
  void tellsSplitsBytesAndWaves() throws Exception {
    Run dry = dry("count @/ids @/out " + SMALL_SPLITS + " -Dmapreduce.local.map.tasks.maximum=3");

    assertThat(value(dry, "splits")).isEqualTo("4, the longest 41,000 bytes");
    assertThat(value(dry, "map tasks")).isEqualTo("4, 3 at once: waves 2");
    assertThat(value(dry, "bytes")).isEqualTo("102,910 to read");
  }

  /** On up to 16 cores: a map a core would have more than 256 MB, or less than 128. */
  @ParameterizedTest
  @CsvSource({
    "4096, --emit-every=1, 16",
    "100, --emit-every=1, 1",
    "4096, -Dmapreduce.input.fileinputformat.split.minsize=1073741824, 4",
    "512, -Dmapreduce.input.fileinputformat.split.maxsize=1048576, 512"
  })
  void cutsLocalFilesForTheCoresUnlessTheUserSaysHow(long megabytes, String option, int splits)
      throws Exception {
    Path file = Dataset.write(folder.resolve("large/f"), "");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
      sparse.setLength(megabytes << 20);
    }

    Run dry = dry("count @/large @/out " + option);

    assertThat(value(dry, "splits")).startsWith(splits + ", the longest ");
  }

  @ParameterizedTest
  @CsvSource({
    "generate @/ids --ids 10 --dry-run, 4, ids exists",
    "generate @/new --ids 10 --control @/plan.txt --dry-run, 2, --control sets the whole plan",
    "generate @/plan.txt/x --ids 10 --dry-run, 2, lies below the file",
    "count @/ids @/ids --dry-run, 2, @/ids",
    "count @/none @/new --dry-run, 2, @/none does not exist",
    "count @/ids @/new --compare --dry-run, 2, --dry-run is for one job; remove --compare"
  })
  void refusesWhatARunRefuses(String command, int status, String message) throws Exception {
    Refused.check(folder, command, status, message);
  }

  /** Runs it dry, and asserts that it makes nothing, also where it stages. */
  private Run dry(String command) throws Exception {
    List<String> before = everything();

    Run dry = run(command + " --dry-run");

    dry.succeeds();
    assertThat(dry.out()).startsWith("dry run ").contains(": the job was not run");
    assertThat(everything()).isEqualTo(before);
    return dry;
  }

  private List<String> everything() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return Stream.concat(
            Refused.everything(folder).stream(),
            Dataset.names(temporary).filter(name -> name.startsWith(".out.staging-")))
        .toList();
  }

  private Run run(String command) {
    return Run.of(command.replace("@", folder.toString()).split(" ", -1));
  }

  private static String value(Run dry, String name) {
    return dry.out()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
