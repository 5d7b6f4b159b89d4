// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombinerLessonTest {

  private static final int IDS = 20_000;

  @TempDir Path folder;

  @Test
  void countsInFourWaysAndPublishesOne() throws Exception {
    String rows = Dataset.rows(42, IDS);
    Dataset.write(folder.resolve("ids"), rows);

    Run run = Run.of("count", folder + "/ids", folder + "/counts", "--compare");

    run.succeeds();
    assertThat(Dataset.names(folder)).containsExactly("counts", "ids");
    assertThat(Dataset.names(folder.resolve("counts")))
        .containsExactly("_SUCCESS", "_manifest.json", "_ways.csv", "part-r-00000");
    assertThat(Dataset.readCounts(folder.resolve("counts"))).isEqualTo(Dataset.countByFirst(rows));
    assertThat(run.out())
        .contains("check  ways with the same counts = all ways: 4: PASS")
        .containsPattern("counter +textbook +no combiner +per batch +in-mapper\n")
        .containsPattern("Map output records +20,000 +20,000 +48 +16\n")
        .containsPattern("Combine input records +20,000 +0 +48 +16\n")
        .containsPattern("Reduce input records +16 +20,000 +16 +16\n");
    assertThat(Files.readString(folder.resolve("counts/_ways.csv")))
        .startsWith("counter,textbook,no_combiner,per_batch,in_mapper\n")
        .contains("Combine input records,20000,0,48,16\n");

    Run again = Run.of("count", folder + "/ids", folder + "/counts", "--compare");
    again.exits(4);
    assertThat(again.lastLine()).contains("already done: ");
  }

  @Test
  void takesRowsThatAreNotStored() throws Exception {
    Run run = Run.of("count", "--lazy", "--ids", "" + IDS, folder + "/counts", "--compare");

    run.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("counts")))
        .isEqualTo(Dataset.countByFirst(Dataset.rows(42, IDS)));
    assertThat(run.out()).contains("check  in-mapper: ids generated = rows counted: 20,000");
  }

  @Test
  void publishesNothingOfBadRows() throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 10) + "bad\n");

    Run run = Run.of("count", folder + "/ids", folder + "/counts", "--compare");

    run.exits(3);
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--emit-every=1", "--no-combiner", "-Ddeviceid.count.emit-every=7"})
  void setsTheWaysItself(String option) throws Exception {
    Dataset.write(folder.resolve("ids"), Dataset.rows(42, 10));

    Run run = Run.of("count", folder + "/ids", folder + "/counts", "--compare", option);

    run.exits(2);
    assertThat(run.lastLine()).startsWith("--compare sets --emit-every and --no-combiner itself");
    assertThat(Dataset.names(folder)).containsExactly("ids");
  }
}
