// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Input that another user changes while a job runs: whatever the tasks have read of it, nothing is
 * published, and the line that says so names the file.
 */
class ChangingInputTest {

  private static final String FIRST = "part-m-00000";
  private static final String LAST = "part-m-00001";

  /** Made when a job's last task has ended. */
  private static final String AFTER = "_SUCCESS";

  @TempDir Path folder;
  private Path file;

  /** What happens to the last file. */
  private final Map<String, MeddlingFileSystem.Meddling> changes =
      Map.of(
          "grow", () -> append(Dataset.rows(7, 3)),
          "shrink", () -> Files.writeString(file, Dataset.rows(42, 50)),
          "replace", () -> replace(Dataset.rows(7, 100)),
          "touch", () -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000)),
          "delete", () -> Files.delete(file),
          "delete all", this::deleteAll,
          "add", () -> Dataset.write(folder.resolve("ids/part-m-00002"), Dataset.rows(7, 1)),
          "add folder", () -> Files.createDirectory(folder.resolve("ids/more")),
          "none", () -> {});

  @BeforeEach
  void makeInput() throws Exception {
    Dataset.write(folder.resolve("ids").resolve(FIRST), Dataset.rows(42, 100));
    file = Dataset.write(folder.resolve("ids").resolve(LAST), Dataset.rows(43, 100));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void publishesNothingAndNamesTheFile(
      String program, String change, String moment, int nth, String message) throws Exception {
    MeddlingFileSystem.before(moment, nth, changes.get(change));

    Run run = run(program);

    assertThat(MeddlingFileSystem.fired()).isTrue();
    run.exits(5);
    assertThat(run.err().lines().reduce((a, b) -> b).orElse(""))
        .startsWith("FAIL: input file:" + folder + "/ids changed meanwhile: ")
        .contains(message.replace("@", folder.toString()))
        .endsWith("; nothing was published");
    assertThat(run.out()).doesNotContain("first", "output");
    assertThat(Dataset.names(folder))
        .containsExactlyElementsOf(change.equals("delete all") ? List.of() : List.of("ids"));
  }

  static Stream<Arguments> moments() {
    String grown = "now file:@/ids/part-m-00001 of 4223 bytes, written ";
    String shrunk = "now file:@/ids/part-m-00001 of 2050 bytes, written ";
    String replaced = "now file:@/ids/part-m-00001 of 4100 bytes, written 1970-01-01T00:33:20Z";
    String touched = "now file:@/ids/part-m-00001 of 4100 bytes, written 1970-01-01T00:16:40Z";
    String deleted = "no longer file:@/ids/part-m-00001 of 4100 bytes, written ";
    String added = "now file:@/ids/part-m-00002 of 41 bytes, written ";
    return Stream.of(
        arguments("count", "grow", AFTER, 1, grown),
        arguments("count", "shrink", AFTER, 1, shrunk),
        arguments("count", "replace", AFTER, 1, replaced),
        arguments("count", "touch", AFTER, 1, touched),
        arguments("count", "delete", AFTER, 1, deleted),
        arguments("count", "delete all", AFTER, 1, "input file:@/ids does not exist"),
        arguments("count", "add", AFTER, 1, added),
        arguments("count", "add folder", AFTER, 1, "@/ids holds the folder more; folders in"),
        // the driver opens a file once, then its task does
        arguments("count", "grow", LAST, 2, grown),
        arguments("count", "shrink", LAST, 2, shrunk),
        arguments("count", "replace", LAST, 2, replaced),
        arguments("count", "delete", LAST, 2, deleted),
        arguments("count --max-bad-rows 9", "grow", LAST, 2, grown),
        // a warm-up and three runs of two sizes
        arguments("sample --repeats 3", "touch", AFTER, 7, touched),
        arguments("sample --repeats 3", "replace", AFTER, 1, replaced),
        arguments("sample --repeats 3", "grow", AFTER, 1, grown),
        arguments("sample --repeats 3", "add", AFTER, 2, added),
        // its driver looks at the first line too
        arguments("sample --repeats 3", "shrink", LAST, 3, shrunk),
        arguments("sample --repeats 3", "delete", LAST, 3, deleted));
  }

  /** The same way, without a change. */
  @ParameterizedTest
  @MethodSource("programs")
  void publishesWhatNobodyChanges(String program) throws Exception {
    MeddlingFileSystem.before(AFTER, 1, changes.get("none"));

    Run run = run(program);

    assertThat(MeddlingFileSystem.fired()).isTrue();
    run.succeeds();
    assertThat(folder.resolve("x")).isDirectory();
  }

  static Stream<String> programs() {
    return Stream.of("count", "sample --repeats 3");
  }

  @Test
  void doesNotMindHiddenFilesThatComeAndGo() throws Exception {
    MeddlingFileSystem.before(
        AFTER, 1, () -> Dataset.write(folder.resolve("ids/_manifest.json"), "{}"));

    Run run = run("count");

    assertThat(MeddlingFileSystem.fired()).isTrue();
    run.succeeds();
  }

  private Run run(String program) {
    String words = (program + " @/ids @/x").replace("@", folder.toString());
    return Run.of((words + " " + MeddlingFileSystem.OPTIONS).split(" "));
  }

  private void append(String rows) throws IOException {
    Files.writeString(file, rows, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
  }

  /** As careful writers do: a file beside it, then one rename. */
  private void replace(String rows) throws IOException {
    Path other = Dataset.write(folder.resolve("ids/.new"), rows);
    Files.setLastModifiedTime(other, FileTime.fromMillis(2_000_000));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void deleteAll() throws IOException {
    for (String name : Dataset.names(folder.resolve("ids")).toList()) {
      Files.delete(folder.resolve("ids").resolve(name));
    }
    Files.delete(folder.resolve("ids"));
  }
}
