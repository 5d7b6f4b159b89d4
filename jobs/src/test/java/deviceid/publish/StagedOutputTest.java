// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.Dataset;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staging and publishing on local files. */
class StagedOutputTest {

  private final Configuration conf = new Configuration();

  @TempDir Path folder;

  @Test
  void publishesDataAloneAndLeavesNothingElse() throws Exception {
    try (StagedOutput staged = stage("deep/er/out")) {
      staged.write("control.txt", "private");
      staged.add("part", "public");
      assertThat(folder.resolve("deep/er/out")).doesNotExist();
      staged.publish();
    }

    assertThat(Dataset.names(folder.resolve("deep/er"))).containsExactly("out");
    assertThat(Dataset.names(folder.resolve("deep/er/out")))
        .containsExactly("_manifest.json", "part");
  }

  @Test
  void keepsItsStagingPrivateAndSaysWhoseItIs() throws Exception {
    try (StagedOutput staged = stage("out")) {
      Path made = folder.resolve(staged.data().getParent().getName());

      assertThat(made.getFileName().toString()).startsWith(".out.staging-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      assertThat(Files.readString(made.resolve("_OWNER.json")))
          .contains("\"user\"", "\"pid\" : " + ProcessHandle.current().pid(), "generate");
    }
  }

  @Test
  void dropsWhatWasNotPublished() throws Exception {
    try (StagedOutput staged = stage("out")) {
      staged.add("part", "public");
    }

    assertThat(Dataset.names(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "folder", "empty"})
  void neverReplacesWhatCameInBetween(String kind) throws Exception {
    Path out = folder.resolve("out");
    try (StagedOutput staged = stage("out")) {
      staged.add("part", "mine");
      if (kind.equals("file")) {
        Files.writeString(out, "theirs");
      } else if (kind.equals("folder")) {
        Dataset.write(out.resolve("part"), "theirs");
      } else {
        Files.createDirectory(out);
      }

      assertThatThrownBy(staged::publish)
          .isInstanceOfSatisfying(
              ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.OUTPUT_TAKEN));
    }

    assertThat(Dataset.names(folder)).containsExactly("out");
    if (kind.equals("file")) {
      assertThat(out).hasContent("theirs");
    } else if (kind.equals("folder")) {
      assertThat(out.resolve("part")).hasContent("theirs");
      assertThat(Dataset.names(out)).containsExactly("part");
    } else {
      assertThat(out).isEmptyDirectory();
    }
  }

  @Test
  void letsOneOfTwoRacersWin() throws Exception {
    for (int race = 0; race < 50; race++) {
      String name = "out-" + race;

      String winner = Race.winnerOf(() -> stage(name));

      assertThat(Dataset.names(folder.resolve(name))).containsExactly("_manifest.json", Race.PART);
      assertThat(folder.resolve(name).resolve(Race.PART)).hasContent(winner);
    }
  }

  private StagedOutput stage(String name) throws Exception {
    return StagedOutput.beside(
        new org.apache.hadoop.fs.Path(folder.toUri() + "/" + name),
        conf,
        Recipe.of(List.of("generate"), Map.of("ids", 5)));
  }
}
