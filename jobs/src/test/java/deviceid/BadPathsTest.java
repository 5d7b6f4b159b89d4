// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something to a shell, to Hadoop or to a terminal, and outputs that cannot be. */
class BadPathsTest {

  private static final String ROWS = Dataset.rows(42, 10);
  private static final String NO_RETRY = " -Dipc.client.connect.max.retries=0";

  @TempDir Path folder;

  @BeforeEach
  void makeInputs() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), ROWS);
    for (String other : List.of("abc", "axxb", "abcde", "a", "b", "a b", "ac")) {
      Dataset.write(
          folder.resolve(other + "/other"), Dataset.rows(7, 20)); // what a glob would meet
    }
  }

  /** A name that exists stands for itself, whatever a glob would make of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        "a,b",
        "a{b}c",
        "a{b,c}",
        "a*b",
        "a?c",
        "a[b]c",
        "a\\b",
        "a%20b",
        "a#b",
        "\u00fcml\u00e4ut"
      })
  void takesAFolderOfAnyNameForInputAndOutput(String name) throws Exception {
    Path odd = folder.resolve("odd").resolve(name);
    Dataset.write(odd.resolve("in").resolve(name), ROWS);
    for (String other : List.of("abc", "axxb", "a", "b", "ac", "ab")) {
      Dataset.write(folder.resolve("odd").resolve(other).resolve("in/x"), Dataset.rows(7, 20));
    }

    Run count = Run.of("count", odd + "/in/" + name, odd + "/out");
    Run sample = Run.of("sample", odd + "/in", odd + "/curve", "--repeats", "1");
    Run generate = Run.of("generate", odd + "/ids", "--ids", "10", "--cores", "1");

    for (Run run : List.of(count, sample, generate)) {
      run.succeeds();
    }
    for (String result : List.of("out", "curve/size-10")) {
      assertThat(Dataset.readCounts(odd.resolve(result))).isEqualTo(Dataset.countByFirst(ROWS));
    }
    assertThat(Dataset.parts(odd.resolve("ids")))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{b,x}c", "a?c", "a[b]c", "[a][b][c]"})
  void takesOtherNamesAsGlobs(String glob) throws Exception {
    Run run = Run.of("count", folder + "/" + glob, folder + "/x");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("x")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(7, 20)));
  }

  @Test
  void takesAFolderThatHoldsAColonInItsName() throws Exception {
    Dataset.write(folder.resolve("2026-01-01T10:00/part"), ROWS);

    Run run = Run.of("count", folder + "/2026-01-01T10:00", folder + "/x");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("x"))).isEqualTo(Dataset.countByFirst(ROWS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          count @/a,@/b @/x | 2 | input file:@/a,@/b does not exist
          count a:b @/x | 2 | 'a:b' is not a path: java.net.URISyntaxException: Relative path
          count @/ids a:b | 2 | 'a:b' is not a path: java.net.URISyntaxException: Relative path
          count @/colon @/x | 2 | input @/colon: Hadoop cannot read a file name with a colon: a:b. Rename the file, or move it to another folder
          count @/ids @/${user.home} | 2 | use another name; Hadoop replaces ${user.home} in a job's settings
          rows @/${user.home} | 2 | use another name; Hadoop replaces ${user.home} in a job's settings
          count file://host@/ids @/x | 2 | Wrong FS: file://host
          count @/ids file://host@/x | 2 | Wrong FS: file://host
          count nofs://host/ids @/x | 6 | No FileSystem for scheme
          count @/ids nofs://host/x | 6 | nofs is not supported
          generate gs://bucket/x --ids 5 | 6 | gs://bucket/x: write the output to HDFS, s3a or local files
          generate ofs://om/volume/x --ids 5 | 6 | ofs is not supported
          generate x --ids 5 -fs gs://bucket | 6 | gs is not supported
          count s3a://bucket/ids @/x | 6 | S3AFileSystem not found
          count @/ids s3a://bucket/x | 6 | S3AFileSystem not found
          count hdfs://localhost:1/ids @/x{} | 6 | Connection refused
          count @/ids hdfs://localhost:1/x{} | 6 | Connection refused
          sample hdfs://localhost:1/ids @/x{} | 6 | Connection refused
          generate hdfs://localhost:1/x --ids 5{} | 6 | Connection refused
          generate @/x --control hdfs://localhost:1/plan{} | 6 | Connection refused
          count hdfs://no-such-host.invalid/ids @/x | 6 | no-such-host.invalid
          generate @/x --control hdfs://no-such-host.invalid/plan | 6 | no-such-host.invalid
          count hdfs:///ids @/x | 2 | Incomplete HDFS URI, no host: hdfs:///ids
          generate hdfs:///x --ids 5 | 2 | Incomplete HDFS URI, no host: hdfs:///x
          """)
  void refusesOtherPathsInOneLine(String line, int status, String message) throws Exception {
    Dataset.write(folder.resolve("colon/a:b"), ROWS);

    Refused.check(folder, line.replace("{}", NO_RETRY), status, message);
  }

  /** A provider's connector as a cluster has it; a test fails where one is asked for its store. */
  static final class Connector extends RawLocalFileSystem {
    @Override
    public void initialize(URI name, Configuration conf) {
      throw new AssertionError("asked for " + name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate abfs://account/x --ids 5",
        "generate x --ids 5 -fs abfs://account/",
        "count @/ids abfs://account/x",
        "sample @/ids abfs://account/x",
        "convert @/ids abfs://account/x --format text"
      })
  void refusesAStoreThatIsNotKnownBeforeItsConnectorAsks(String line) throws Exception {
    Refused.check(
        folder,
        line + " -Dfs.abfs.impl=" + Connector.class.getName(),
        6,
        "abfs is not supported (docs/design.md lists what an object store must offer)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\rb", "a\tb", "a\u001b[2Jb", "a\u007fb", "a\u009bb", "a\0b", "\n"})
  void refusesControlCharacters(String name) throws Exception {
    String line = "a path must not contain control characters";

    Refused.check(folder, List.of("count", "@/" + name, "@/x"), 2, line);
    Refused.check(folder, List.of("count", "@/ids", "@/" + name), 2, line);
    Refused.check(folder, List.of("generate", "@/" + name, "--ids", "5"), 2, line);
    Refused.check(folder, List.of("generate", "@/x", "--control", "@/" + name), 2, line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "sample"})
  void refusesAnEmptyPath(String program) throws Exception {
    Refused.check(folder, List.of(program, "", "@/x"), 2, "'' is not a path");
    Refused.check(folder, List.of(program, "@/ids", ""), 2, "'' is not a path");
  }

  /** What is in a folder has names that nobody typed. */
  @ParameterizedTest
  @CsvSource({
    "'a\u001b[2Jb', 'a\\u001b[2Jb'",
    "'a\u202eb', 'a\\u202eb'",
    "'a\u009bb', 'a\\u009bb'",
    "NEWLINE, 'a\\nb\\u000dc'"
  })
  void showsNamesOfFilesWithoutWhatSteersATerminal(String name, String shown) throws Exception {
    String real = name.equals("NEWLINE") ? "a\nb\rc" : name;
    Dataset.write(folder.resolve("odd").resolve(real), ROWS + "bad\n");

    Run run = Run.of("count", folder + "/odd", folder + "/x");

    run.exits(3);
    assertThat(run.err().lines().skip(1).toList())
        .hasSize(2)
        .first()
        .asString()
        .contains("/odd/" + shown + " row 11 (byte 410): 3 characters, not 40: \"bad\"");
    assertThat(run.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          generate / | 2 | output cannot be the root
          generate file:/// | 2 | output cannot be the root
          generate ~ | 2 | cannot be your home folder or hold it
          generate ~/.. | 2 | output
          generate @/ids | 4 | @/ids exists: it is
          generate @/none/../ids | 4 | @/ids exists: it is
          generate @/ids/part-m-00000 | 4 | part-m-00000 exists: it is
          generate @/ids/part-m-00000/x | 2 | @/ids/part-m-00000/x lies below the file
          generate @/ids/part-m-00000/x/y | 2 | lies below the file file:@/ids/part-m-00000
          generate @/.x.staging-00000000-0000-0000-0000-000000000000/data | 2 | lies in the staging of another run
          generate @/.x.staging-00000000-0000-0000-0000-000000000000/data/deeper/x | 2 | lies in the staging of another run
          generate @/.x.staging-00000000-0000-0000-0000-000000000000 | 2 | lies in the staging of another run
          generate @/y/.staging-/../../.x.staging-00000000-0000-0000-0000-000000000000/z | 2 | lies in the staging of another run
          count @/ids @/.x.staging-00000000-0000-0000-0000-000000000000/data | 2 | lies in the staging of another run
          count @/ids @/ids | 2 | output file:@/ids is the input
          count @/ids/ @/none/../ids | 2 | output file:@/ids is the input
          count @/ids @/ids/x | 2 | output file:@/ids/x lies inside the input file:@/ids
          count @/ids @/ids/deeper/x | 2 | lies inside the input file:@/ids
          count @/ids @/a/../ids/x | 2 | lies inside the input file:@/ids
          count @/i* @/ids/x | 2 | lies inside the input file:@/ids
          count @/ids/part-m-00000 @/ids/part-m-00000/x | 2 | lies inside the input
          count @/ids @ | 2 | output file:@ holds the input file:@/ids
          count @/ids / | 2 | holds the input file:@/ids
          count @/ids/part* @/ids | 2 | output file:@/ids holds the input file:@/ids/part-m-00000
          count @/ids @/abc | 4 | @/abc exists: it is never replaced
          sample @/ids @/ids/x | 2 | lies inside the input
          sample @/ids @/ids | 2 | is the input
          sample @/ids @ | 2 | holds the input
          sample @/ids @/abc | 4 | @/abc exists: it is never replaced
          """)
  void refusesAnOutputThatCannotBe(String line, int status, String message) throws Exception {
    Files.createDirectories(folder.resolve(".x.staging-00000000-0000-0000-0000-000000000000"));
    String home = System.getProperty("user.home");
    String ids = line.startsWith("generate") ? " --ids 5" : "";

    Refused.check(folder, line.replace("~", home) + ids, status, message);
  }

  /** A job of files beside its output can be run again; one that reads its own cannot. */
  @Test
  void takesAnOutputBesideTheFilesThatAGlobNames() throws Exception {
    for (String output : List.of("x", "y")) {
      Run run = Run.of("count", folder + "/ids/part-*", folder + "/ids/" + output);

      run.succeeds();
    }
  }

  /** Also of a run that fails after its job. */
  @Test
  void leavesNoFolderThatItMadeForItsOutput() throws Exception {
    Dataset.write(folder.resolve("bad/f"), "bad\n");
    List<String> before = Refused.everything(folder);

    Run run = Run.of("count", folder + "/bad", folder + "/deep/er/out");

    run.exits(3);
    assertThat(Refused.everything(folder)).isEqualTo(before);
  }
}
