// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong: one clear line, the right exit code, and nothing made. */
class BadInputTest {

  @TempDir Path folder;

  @BeforeEach
  void makeInputs() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), Dataset.rows(42, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          generate | 2 | Missing required parameter: '<output>'
          count @/ids | 2 | Missing required parameter
          generate @/x --nope | 2 | Unknown option: '--nope'
          generate @/x y | 2 | 'y' is one argument too many: generate takes <output>
          count @/a @/b @/x | 2 | for several inputs name their folder
          generate @/x --ids 10 --ids-per-core 10 | 2 | exclude each other
          generate @/x --ids 10 -D nonsense | 2 | -D takes name=value
          generate @/x -D deviceid.generate.idz=10 | 2 | there is no setting deviceid.generate.idz
          generate @/x -Ddeviceid.genrate.ids=10 | 2 | there is no setting deviceid.genrate.ids
          generate @/x -Ddeviceid.ids=10 | 2 | there is no setting deviceid.ids
          fetch --demo -Ddeviceid.fetch.maxdelay=0.3s | 2 | there is no setting deviceid.fetch.maxdelay
          generate @/x --ids 10 -D | 2 | -D needs a value
          generate @/x --ids 10 -conf @/none.xml | 2 | none.xml
          generate @/x -Dmapreduce.fileoutputcommitter.algorithm.version=2 | 2 | leave it at 1
          sample @/ids @/x --method about | 2 | 'about' is not a method
          count @/ids @/x -Dmapreduce.job.cache.files=@/no | 2 | job 'count ids' cannot be submitted: File @/no does not exist
          memory --ids 5 --threads 100000 | 2 | --threads takes 1 to 1,024
          fetch @/ids/part-m-00000 @/x --mode all | 2 | 'all' is not a mode; write sync, threads,
          counters --group A | 2 | option '--group' takes NAME=JOBS, not 'A'
          sample @/ids | 2 | Missing required parameter: '<output>'
          sample @/ids @/x --ids 5 | 2 | apply to --lazy only
          sample --lazy --ids 5 @/ids @/x | 2 | --lazy has no input
          sample --lazy --ids 0 @/x | 2 | there is nothing to sample
          sample --lazy --ids 5 @/ids | 4 | exists
          count --lazy --ids 5 @/ids | 4 | exists
          count --lazy --ids 5 --cores 0 @/x | 2 | --cores takes 1
          count --lazy @/ids @/x | 2 | --lazy has no input
          count @/ids @/x --cores 2 | 2 | apply to --lazy only
          count @/ids @/x --seed 2 | 2 | --seed applies to --lazy only
          count -fs hdfs://localhost:1 /ids /x -Dipc.client.connect.max.retries=0 | 6 | Connection refused
          """)
  void refusesInOneLine(String line, int status, String message) throws Exception {
    Refused.check(folder, line, status, message);
  }

  @ParameterizedTest
  @CsvSource({
    "'', name a program",
    "nope, there is no program 'nope' (see --help)",
    "cuont, there is no program 'cuont'; did you mean count? (see --help)"
  })
  void listsItsProgramsWhereNoneIsMeant(String name, String message) {
    Run run = name.isEmpty() ? Run.of() : Run.of(name, "x");

    run.exits(2);
    assertThat(run.err().lines().toList())
        .startsWith("Usage: hadoop jar device-id-jobs.jar <program> [options]")
        .anyMatch(line -> line.startsWith("  generate "))
        .endsWith(message);
    assertThat(run.out()).isEmpty();
    assertThat(Run.of("--", "count", "x").exits(2).lastLine())
        .startsWith("name the program count before --");
  }

  @Test
  void showsAStackTraceOnlyWithDebug() {
    String[] wrong = {"count", folder + "/none", folder + "/x"};
    String[] debug = {"count", folder + "/none", folder + "/x", "--debug"};

    assertThat(Run.of(wrong).err()).doesNotContain("ProgramException");
    assertThat(Run.of(debug).err()).contains("ProgramException", "\tat ");
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
