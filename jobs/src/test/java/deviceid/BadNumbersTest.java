// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, counts and seeds that users get wrong, and those at the edge that are right. */
class BadNumbersTest {

  private static final String MAX = "9223372036854775807";

  private static final List<String> WRONG =
      List.of("-5", "-0", "+5", "1e6", "0x10", " 5 ", "\u0663", "\uff15", "NaN", "", "5\n6");

  private static final Map<String, String> ROWS =
      Map.of(
          "--ids", "generate",
          "--ids-per-core", "generate",
          "--max-bad-rows", "count @/ids",
          "--emit-every", "count @/ids",
          "--ratio", "sample @/ids");

  private static final Map<String, String> FEW =
      Map.of("--cores", "generate", "--repeats", "sample @/ids");

  /** Sixteen lines of the printed table, each with its bar's column. */
  private static final String SIXTEEN_ZEROS = "(?s)first  ids  share\\R([0-9a-f] +0 +-\\s*\\R){16}";

  @TempDir Path folder;

  @BeforeEach
  void makeInput() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 10));
    Dataset.write(folder.resolve("ids/part-m-00001"), Dataset.rows(7, 10));
  }

  static Stream<Arguments> wrongNumbers() {
    List<Arguments> cases = new ArrayList<>();
    for (String text : WRONG) {
      String shown = "'" + text.replace("\n", "\\n") + "'";
      ROWS.forEach((option, run) -> add(cases, run, option, text, shown + " is not a number of"));
      FEW.forEach((option, run) -> add(cases, run, option, text, shown + " is not a whole number"));
      if (!text.equals("0x10")) {
        add(cases, "generate", "--seed", text, shown + " is not a seed");
        add(cases, "sample @/ids", "--seed", text, shown + " is not a seed");
      }
    }
    return cases.stream();
  }

  private static void add(
      List<Arguments> cases, String program, String option, String text, String message) {
    List<String> words = new ArrayList<>(List.of(program.split(" ")));
    words.addAll(List.of("@/x", option, text));
    cases.add(Arguments.of(words, "Invalid value for option '" + option + "': " + message));
  }

  @ParameterizedTest
  @MethodSource("wrongNumbers")
  void refusesAllButTheDocumentedForms(List<String> words, String message) throws Exception {
    Refused.check(folder, words, 2, message);
  }

  static final List<String> FORMS = WRONG;

  /** Hadoop trims and decodes numbers that it reads from a configuration. */
  @ParameterizedTest
  @FieldSource("FORMS")
  void refusesTheSameFromTheConfiguration(String text) throws Exception {
    String shown = "'" + text.replace("\n", "\\n") + "'";

    Refused.check(
        folder,
        List.of("generate", "@/x", "-D", "deviceid.generate.ids=" + text),
        2,
        shown + " is not a number of rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ids 0", "--ids 0.0k", "--ids-per-core 0", "--control @/plan.txt"})
  void makesAnEmptyResultOfNoneThatCountsToZeroAndCannotBeSampled(String none) throws Exception {
    Dataset.write(folder.resolve("plan.txt"), "0\t0\n0\t0\n");
    String line = "generate @/none " + none + (none.contains("plan") ? "" : " --cores 2");

    Run generate = Run.of(line.replace("@", folder.toString()).split(" "));
    Run count = Run.of("count", folder + "/none", folder + "/counts");

    generate.succeeds().prints("ids generated = ids asked for: 0: PASS");
    assertThat(Dataset.names(folder.resolve("none")))
        .contains("_SUCCESS", "part-m-00000", "part-m-00001");
    assertThat(Dataset.parts(folder.resolve("none"))).isEmpty();
    count.succeeds();
    assertThat(count.out()).containsPattern(SIXTEEN_ZEROS).contains("the input holds no ids");
    assertThat(count.err()).contains("the input is empty");
    Refused.check(folder, "sample @/none @/x", 2, "none is empty; there is nothing to sample");
  }

  /** Nothing runs: a plan of more maps than are allowed is refused after it has been said. */
  @ParameterizedTest
  @CsvSource({
    "12000000, '12,000,000'",
    "12_000_000, '12,000,000'",
    "12m, '12,000,000'",
    "12M, '12,000,000'",
    "012m, '12,000,000'",
    "1.5m, '1,500,000'",
    "0.5K, '500'"
  })
  void echoesWhatItUnderstood(String written, String understood) throws Exception {
    Run run = Run.of("generate", folder + "/x", "--ids", written, "-Dmapreduce.job.max.map=0");

    run.exits(2);
    assertThat(run.err()).contains("plan: " + understood + " ids, ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          generate @/x --cores 0 | 2 | --cores takes 1 to 100,000, not 0
          generate @/x --cores 100001 | 2 | --cores takes 1 to 100,000, not 100001
          generate @/x --cores 2147483647 | 2 | --cores takes 1 to 100,000, not 2147483647
          generate @/x --cores 2147483648 | 2 | '2147483648' is not a whole number
          generate @/x --cores 4294967297 | 2 | '4294967297' is not a whole number
          sample @/ids @/x --repeats 0 | 2 | --repeats 1 or more
          sample @/ids @/x --repeats 2147483648 | 2 | '2147483648' is not a whole number
          sample @/ids @/x --ratio 0 | 2 | --ratio takes 2 or more
          sample @/ids @/x --ratio 1 | 2 | --ratio takes 2 or more
          count @/ids @/x --emit-every 0 | 2 | 1 or more rows, or all; not 0
          count @/ids @/x --emit-every ALL | 2 | 'ALL' is not a number of rows
          generate @/x --ids 9223372036854775808 | 2 | is not a number of rows
          generate @/x --ids 9223373t | 2 | is not a number of rows
          generate @/x --ids 9223372036854775807 | 2 | 9,223,372,036,854,775,807 ids of 41 bytes are
          generate @/x --ids 224960293581823801 | 2 | are more than 2^63 - 1 bytes
          generate @/x --ids 224960293581823800 | 6 | 224,960,293,581,823,800 ids x 41 bytes x 1
          generate @/x --ids 100000t | 6 | do not fit
          generate @/x --ids-per-core 4611686018427387904 --cores 2 | 2 | on 2 cores exceed 2^63 - 1
          generate @/x --ids-per-core 4611686018427387903 --cores 2 | 2 | are more than 2^63 - 1 bytes
          generate @/x --ids-per-core 2147483648 --cores 100000 | 6 | 214,748,364,800,000 ids x 41
          generate @/x --seed 18446744073709551616 | 2 | is not a seed
          generate @/x --seed 0x10000000000000000 | 2 | is not a seed
          generate @/x --ids 10 --cores 3 -Dmapreduce.job.max.map=2 | 2 | map tasks 3 exceeded limit 2
          count @/ids @/x -Dmapreduce.job.max.map=1 | 2 | map tasks 2 exceeded limit 1
          sample @/ids @/x -Dmapreduce.job.max.map=0 | 2 | map tasks 1 exceeded limit 0
          """)
  void refusesNumbersOutOfBounds(String line, int status, String message) throws Exception {
    Refused.check(folder, line, status, message);
  }

  /** Beyond 32 bits, and at the end of 64, the numbers that need no such many rows still work. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "count @/ids @/x --max-bad-rows " + MAX,
        "count @/ids @/x --emit-every 2147483647",
        "count @/ids @/x --emit-every 2147483648",
        "count @/ids @/x --emit-every " + MAX,
        "sample @/ids @/x --repeats 1 --ratio 2147483649",
        "sample @/ids @/x --repeats 1 --ratio " + MAX
      })
  void takesLimitsOfAnySize(String line) throws Exception {
    Run run = Run.of(line.replace("@", folder.toString()).split(" "));

    run.succeeds();
    Path counts = folder.resolve(line.startsWith("count") ? "x" : "x/size-20");
    assertThat(Dataset.readCounts(counts))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(42, 10) + Dataset.rows(7, 10)));
  }

  /** With a control file of one's own there is no other total to differ from. */
  @ParameterizedTest
  @ValueSource(strings = {"--ids 5", "--ids-per-core 5", "--cores 1"})
  void takesNoSecondTotalBesideAControlFile(String option) throws Exception {
    Dataset.write(folder.resolve("plan.txt"), "0\t5\n");

    Refused.check(
        folder, "generate @/x --control @/plan.txt " + option, 2, "--control sets the whole plan");
  }
}
