// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program keeps while it runs, on the local runner. */
class TemporaryFolderTest {

  private final Configuration conf = new Configuration();

  @TempDir Path tmp;

  @BeforeEach
  void useAFolderThatIsNotThereYet() {
    conf.set("hadoop.tmp.dir", tmp.resolve("made/for/it").toString());
  }

  @Test
  void isPrivateAndSaysWhoMadeIt() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create(conf, "rows")) {
      Path made = local(folder.write("plan.txt", "a plan")).getParent();

      assertThat(made.getFileName().toString()).startsWith(".rows.staging-");
      assertThat(made.resolve("plan.txt")).hasContent("a plan");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      assertThat(
              Staging.in(
                  FileSystem.getLocal(conf), folder.path("plan.txt").getParent().getParent()))
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.owner().orElseThrow().command()).isEqualTo("rows");
                assertThat(found.owner().orElseThrow().livesHere()).isTrue();
              });
    }
  }

  @Test
  void leavesNothingOnceItIsClosed() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create(conf, "rows")) {
      folder.write("data/part-r-00000", "a row");
    }

    assertThat(tmp).isEmptyDirectory();
  }

  /** Before the run's last line, which is the one that people and scripts look at. */
  @Test
  void saysAtOnceWhatItHasToLeave() throws Exception {
    Faults none = Faults.none(tmp);
    onHdfs(none).close();
    Faults dead = Faults.at(tmp, none.calls().size(), Faults.Way.DEAD);
    TemporaryFolder folder = onHdfs(dead);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      folder.close();
    } finally {
      System.setErr(err);
      dead.end();
    }

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "left behind: "
                + folder.path("x").getParent()
                + " (fault DEAD in delete of .out.staging-*)");
  }

  private TemporaryFolder onHdfs(Faults faults) throws Exception {
    faults.settings(tmp.resolve("scratch")).forEach(conf::set);
    var out = new org.apache.hadoop.fs.Path("hdfs://sweep" + tmp.resolve("out"));
    return TemporaryFolder.create(
        out.getFileSystem(conf),
        out,
        UUID.randomUUID().toString(),
        Recipe.of(List.of("x"), Map.of()));
  }

  @Test
  void leavesAParentThatOthersUseMeanwhile() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create(conf, "rows")) {
      assertThat(folder.path("x").toString()).contains("/made/");
      Dataset.write(tmp.resolve("made/others"), "theirs");
    }

    assertThat(Dataset.names(tmp.resolve("made"))).containsExactly("others");
  }

  @Test
  void isOnLocalFilesForTheLocalRunnerWhateverTheDefaultFileSystem() throws Exception {
    conf.set("fs.defaultFS", "hdfs://nowhere.invalid:1");

    try (TemporaryFolder folder = TemporaryFolder.create(conf, "rows")) {
      assertThat(local(folder.write("a", "b"))).exists();
    }
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return new File(path.toUri().getPath()).toPath();
  }
}
