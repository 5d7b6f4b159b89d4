// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are generated where they are read give what stored ones give. */
class LazyTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--cores=1", "--cores=3", "--emit-every=1"})
  void aLazyCountIsThatOfStoredRows(String option) throws Exception {
    run("generate", folder + "/ids", "--ids", "20000", "--seed", "7");
    run("count", folder + "/ids", folder + "/stored");
    Run lazy = run("count", "--lazy", "--ids", "20k", "--seed", "7", option, folder + "/lazy");

    assertThat(lazy.out())
        .contains("ids generated = ids asked for: 20,000: PASS")
        .contains("ids generated = rows counted: 20,000: PASS");
    assertThat(Dataset.readCounts(folder.resolve("lazy")))
        .isEqualTo(Dataset.readCounts(folder.resolve("stored")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(7, 20_000)));
    assertThat(Dataset.names(folder.resolve("lazy")))
        .containsExactly("_SUCCESS", "_manifest.json", "part-r-00000");
  }

  @Test
  void aLazyCountTakesTheSeedOfGenerate() throws Exception {
    run("count", "--lazy", "--ids", "2k", "-Ddeviceid.generate.seed=7", folder + "/seven");
    run("count", "--lazy", "--ids", "2k", folder + "/default");

    assertThat(Dataset.readCounts(folder.resolve("seven")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(7, 2_000)));
    assertThat(Dataset.readCounts(folder.resolve("default")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(42, 2_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--method=exact", "--method=bernoulli"})
  void aLazySampleIsThatOfStoredRows(String method) throws Exception {
    run("generate", folder + "/ids", "--ids", "20000", "--cores", "2");
    run("sample", folder + "/ids", folder + "/stored", "--repeats", "1", "--seed", "5", method);
    Run lazy =
        run(
            "sample",
            "--lazy",
            "--ids",
            "20k",
            "--cores",
            "3",
            folder + "/lazy",
            "--repeats",
            "1",
            "--seed",
            "5",
            method);

    for (String size : new String[] {"size-20000", "size-200", "size-2"}) {
      assertThat(Dataset.readCounts(folder.resolve("lazy").resolve(size)))
          .as(size)
          .isEqualTo(Dataset.readCounts(folder.resolve("stored").resolve(size)));
    }
    assertThat(lazy.out()).contains("Every run regenerated every row", "So the curve is flat");
    assertThat(Files.readString(folder.resolve("lazy/_runs.csv")))
        .containsPattern("(?m)^200,1,3,[0-9]+,[0-9]+,0,generate,");
  }

  @Test
  void anEmptyLazyCountCountsNothing() throws Exception {
    Run run = run("count", "--lazy", "--ids", "0", folder + "/none");

    assertThat(run.out())
        .contains("the input holds no ids", "ids generated = ids asked for: 0: PASS");
  }

  private static Run run(String... arguments) {
    Run run = Run.of(arguments);
    run.succeeds();
    return run;
  }
}
