// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.publish.Staging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stagings {@code doctor --clean} removes, and which it leaves. */
class StaleStagingsTest {

  private static final Duration TWO_DAYS = Duration.ofDays(2);

  @TempDir Path folder;

  private StagedOutput staged;
  private Path staging;

  @BeforeEach
  void stage() throws Exception {
    staged =
        StagedOutput.beside(
            new org.apache.hadoop.fs.Path(folder + "/ids"),
            new Configuration(),
            Recipe.of(List.of("generate", "ids"), Map.of()));
    staging = folder.resolve(staged.data().getParent().getName());
    Dataset.write(folder.resolve("ids.staging/keep"), "no staging of ours");
  }

  @AfterEach
  void drop() throws Exception {
    staged.close();
  }

  @Test
  void leavesTheStagingOfAProgramAtWork() {
    Run run = clean();

    assertThat(run.out())
        .contains(": generate ids", "kept: process " + ProcessHandle.current().pid());
    assertThat(staging).exists();
  }

  @Test
  void removesTheStagingOfAProgramThatIsDead() throws Exception {
    owner("\"pid\" : [0-9]+", "\"pid\" : 2147483646");

    assertThat(clean().out()).contains(staging.getFileName().toString(), "removed");
    assertThat(staging).doesNotExist();
    assertThat(folder.resolve("ids.staging/keep")).exists();
    assertThat(clean().out()).isEqualTo("no stagings were left\n");
  }

  @Test
  void isNotDeceivedByAProcessThatHasThePidOfADeadOne() throws Exception {
    owner("ticks [0-9]+", "ticks 1");

    assertThat(clean().out()).contains("removed");
    assertThat(staging).doesNotExist();
  }

  @Test
  void isNotDeceivedByAnotherBootNorByWhatAnOlderReleaseWrote() throws Exception {
    owner("\"started\" : \"[^\"]*\"", "\"started\" : \"2020-01-01T00:00:00Z\"");
    assertThat(clean().out()).contains("kept: process ");

    owner("\"started\" : \"[^\"]*\"", "\"started\" : \"boot 0 ticks 1\"");
    assertThat(clean().out()).contains("removed");
  }

  @Test
  void removesThePartsOfAStoryThatIsDeadUnlessOneIsInUse() throws Exception {
    String run = staging.getFileName().toString().replaceFirst(".*staging-", "");
    Path parts = folder.resolve("ids.parts-" + run);
    Files.createDirectories(parts);
    Path part =
        folder.resolve(
            parts.getFileName() + "/.ids.staging-" + "0".repeat(36)); // young, without an owner
    Files.createDirectories(part);
    owner("\"pid\" : [0-9]+", "\"pid\" : 2147483646");

    assertThat(clean().out()).contains("kept: it may be a run that has just begun");
    assertThat(parts).exists();

    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(TWO_DAYS)));
    assertThat(clean().out()).contains("removed");
    assertThat(parts).doesNotExist();
    assertThat(staging).doesNotExist();
  }

  @Test
  void leavesThatOfAnotherMachineForADay() throws Exception {
    owner("\"host\" : \"[^\"]*\"", "\"host\" : \"elsewhere\"");
    assertThat(clean().out()).contains("kept: its driver ran on elsewhere less than a day ago");

    age(TWO_DAYS);
    assertThat(clean().out()).contains("removed");
  }

  @Test
  void leavesThatOfAnotherUser() throws Exception {
    owner("\"user\" : \"[^\"]*\"", "\"user\" : \"somebody\"");
    age(TWO_DAYS);

    assertThat(clean().out()).contains("kept: it is somebody's");
    assertThat(staging).exists();
  }

  @Test
  void leavesOneWithoutAnOwnerForADay() throws Exception {
    Files.delete(staging.resolve("_OWNER.json"));
    assertThat(clean().out()).contains("nobody", "kept: it may be a run that has just begun");

    age(TWO_DAYS);
    assertThat(clean().out()).contains("removed");
  }

  @Test
  void leavesThatOfAJobThatLivesOrOfWhichYarnDoesNotTell() throws Exception {
    owner("\"pid\" : [0-9]+", "\"pid\" : 2147483646");
    owner("\"engine\" : \"local\"", "\"engine\" : \"yarn\"");
    Staging found =
        Staging.in(
                FileSystem.getLocal(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toString()))
            .get(0);
    String user = found.owner().orElseThrow().user();

    assertThat(new StaleStagings(Optional.empty(), user).reasonToKeep(found))
        .hasValue("YARN does not tell whether its job lives");
    assertThat(
            new StaleStagings(Optional.of(Map.of(found.tag(), "application_1_1")), user)
                .reasonToKeep(found))
        .hasValue("application_1_1 writes into it");
    assertThat(new StaleStagings(Optional.of(Map.of()), user).reasonToKeep(found)).isEmpty();
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Run run = Run.of("doctor", "--clean", folder + "/none");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("none does not exist");
    Run device = Run.of("doctor", "--clean", "/dev/null");
    assertThat(device.status()).isEqualTo(2);
    assertThat(device.err()).contains("/dev/null is no folder");
    assertThat(Run.of("doctor", folder.toString()).err()).contains("folders go with --clean");
  }

  private Run clean() {
    Run run = Run.of("doctor", "--clean", folder.toString());
    run.succeeds();
    return run;
  }

  private void owner(String field, String value) throws Exception {
    Path file = staging.resolve("_OWNER.json");
    String text = Files.readString(file);
    assertThat(text).containsPattern(field);
    Files.writeString(file, text.replaceAll(field, value));
    Files.deleteIfExists(staging.resolve("._OWNER.json.crc"));
  }

  private void age(Duration age) throws Exception {
    Files.setLastModifiedTime(staging, FileTime.from(Instant.now().minus(age)));
  }
}
