// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get wrong: one clear line, the right exit code, and nothing made. */
class BadInputTest {

  @TempDir Path folder;

  @BeforeEach
  void makeInputs() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("nested/inner/part-m-00000"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("odd/ids.txt"), "not a row\n");
    Dataset.write(folder.resolve("plan.txt"), "0\t5\n6\t5\n");
    Files.createDirectories(folder.resolve("empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          | 2 | no program was named
          nope | 2 | there is no program 'nope'
          generate | 2 | Missing required parameter: '<output>'
          count @/ids | 2 | Missing required parameter
          generate @/x --nope | 2 | Unknown option: '--nope'
          generate @/x y | 2 | Unmatched argument
          generate @/x --ids 12x | 2 | '12x' is not a number of rows
          generate @/x --ids -1 | 2 | '-1' is not a number of rows
          generate @/x --ids 1e6 | 2 | '1e6' is not a number of rows
          generate @/x --ids 10000000t | 2 | is not a number of rows
          generate @/x --ids 1000000t | 2 | are more than 2^63 - 1 bytes
          generate @/x --ids 100000t | 6 | do not fit
          generate @/x --ids 10 --ids-per-core 10 | 2 | exclude each other
          generate @/x --ids-per-core 9000000t --cores 2 | 2 | exceed 2^63 - 1
          generate @/x --ids 10 --cores 0 | 2 | --cores takes 1 to 100,000, not 0
          generate @/x --ids 10 --cores 100001 | 2 | --cores takes 1 to 100,000
          generate @/x --seed -5 | 2 | '-5' is not a seed
          generate @/x --control @/plan.txt --ids 5 | 2 | --control says it all
          generate @/x --control @/plan.txt | 2 | control file line 2: leaves a gap
          generate @/x --control @/none.txt | 2 | cannot be read
          generate @/x --control @/plan.txt.gz | 2 | is compressed
          generate @/ids --ids 10 | 4 | ids exists
          generate @/plan.txt/x --ids 10 | 2 | lies below the file
          generate / --ids 10 | 2 | output cannot be the root
          generate nofs://x/y --ids 10 | 6 | No FileSystem for scheme
          generate @/x --ids 10 -D nonsense | 2 | -D takes name=value
          generate @/x --ids 10 -D | 2 | -D needs a value
          generate @/x --ids 10 -conf @/none.xml | 2 | none.xml
          generate @/x -Dmapreduce.fileoutputcommitter.algorithm.version=2 | 2 | leave it at 1
          count @/none @/x | 2 | does not exist
          count @/no*match @/x | 2 | does not exist
          count @/nested @/x | 2 | holds the folder inner
          count @/ids @/ids/x | 2 | lies inside the input
          count @/ids @/ids | 4 | exists
          count @/ids @/x --emit-every 0 | 2 | 1 or more rows, or all
          count @/ids @/x --emit-every some | 2 | is not a number of rows
          count @/ids @/x --max-bad-rows -1 | 2 | is not a number of rows
          count -fs hdfs://localhost:1 /ids /x | 6 | Connection refused
          sample @/ids @/x --ratio 1 | 2 | --ratio takes 2 or more
          sample @/ids @/x --ratio 0 | 2 | --ratio takes 2 or more
          sample @/ids @/x --repeats 0 | 2 | --repeats 1 or more
          sample @/empty @/x | 2 | is empty
          sample @/odd @/x | 3 | has no good row; bad rows: 1
          sample @/ids @/ids | 4 | exists
          sample @/ids @/x --repeats -1 | 2 | --repeats 1 or more
          sample @/ids @/x --method about | 2 | 'about' is not a method
          sample @/ids | 2 | Missing required parameter: '<output>'
          sample @/ids @/x --ids 5 | 2 | are for rows made by --lazy
          sample --lazy --ids 5 @/ids @/x | 2 | --lazy has no input
          sample --lazy --ids 0 @/x | 2 | there is nothing to sample
          sample --lazy --ids 5 @/ids | 4 | exists
          count --lazy --ids 5 @/ids | 4 | exists
          count --lazy --ids 5 --cores 0 @/x | 2 | --cores takes 1
          count --lazy @/ids @/x | 2 | --lazy has no input
          count @/ids @/x --cores 2 | 2 | are for rows made by --lazy
          count @/ids @/x --seed 2 | 2 | --seed is for rows made by --lazy
          sample @/ids @/ids/x | 2 | lies inside the input
          """)
  void refusesInOneLine(String arguments, int status, String message) throws Exception {
    List<String> before = Dataset.names(folder).toList();
    String line = arguments == null ? "" : arguments.replace("@", folder.toString());

    Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(run.status()).as(run.toString()).isEqualTo(status);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(Dataset.names(folder)).containsExactlyElementsOf(before);
  }

  @Test
  void refusesAPathThatWouldGarbleATerminal() {
    Run run = Run.of("count", folder + "/a\u001b[2J", folder + "/x");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("a path has no control characters");
  }

  @Test
  void showsAStackTraceOnlyWithDebug() {
    String[] wrong = {"count", folder + "/none", folder + "/x"};
    String[] debug = {"count", folder + "/none", folder + "/x", "--debug"};

    assertThat(Run.of(wrong).err()).doesNotContain("ProgramException");
    assertThat(Run.of(debug).err()).contains("ProgramException", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"generate", "count", "sample"})
  void helpsWithTwoExamplesAndExits0(String program) {
    Run run = Run.of(program, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: " + program, "Examples:");
  }

  @Test
  void startsEveryRunWithWhereItRuns() {
    assertThat(Run.of("count", folder + "/none", folder + "/x").err().lines().findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("file system file:///, engine local runner ("));
  }

  @Test
  void printsNumbersAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Run.of("count", folder + "/ids", folder + "/x").out())
          .contains("with 15 degrees of freedom, p = 0.", " 20.000%");
    } finally {
      Locale.setDefault(before);
    }
  }
}
