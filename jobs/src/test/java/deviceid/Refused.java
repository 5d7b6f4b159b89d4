// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs that must be refused, and what a refusal owes its user: the exit code, one line that says
 * why, nothing on stdout, nothing that steers a terminal, nothing made or left behind. In arguments
 * and messages {@code @} stands for the test's folder.
 */
final class Refused {

  /** Lines that say where a program runs and what it is about to do. */
  private static final Set<String> TALK = Set.of("file system", "plan:", "sample:", "rows:");

  private Refused() {}

  /** Words are separated by spaces. */
  static void check(Path folder, String line, int status, String message) throws IOException {
    check(folder, List.of(line.split(" ")), status, message);
  }

  static void check(Path folder, List<String> words, int status, String message)
      throws IOException {
    List<String> before = everything(folder);
    String[] arguments =
        words.stream().map(word -> word.replace("@", folder.toString())).toArray(String[]::new);

    Run run = Run.of(arguments);

    assertThat(run.status()).as("%s: %s", Arrays.toString(arguments), run).isEqualTo(status);
    assertThat(run.err().lines().filter(said -> TALK.stream().noneMatch(said::startsWith)))
        .singleElement()
        .asString()
        .contains(message.replace("@", folder.toString()));
    assertThat(run.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(everything(folder)).isEqualTo(before);
  }

  /** Every path in a folder, hidden ones too. */
  static List<String> everything(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
