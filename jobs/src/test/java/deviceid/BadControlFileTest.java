// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Control files of users through {@code generate --control}. What its lines may hold is tested in
 * {@code ControlFileTest}; here each kind of fault meets exit code and console once.
 */
class BadControlFileTest {

  private static final String MALFORMED = "expected first<TAB>count in digits, found ";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("faults")
  void refusesAFaultyFileAndSaysWhichLine(String text, String message) throws Exception {
    Dataset.write(folder.resolve("plan.txt"), text);

    Refused.check(folder, "generate @/x --control @/plan.txt", 2, "control file" + message);
  }

  static Stream<Arguments> faults() throws IOException {
    return Stream.of(
        arguments("", ": it is empty"),
        arguments("\n", " line 1: " + MALFORMED + "an empty line"),
        arguments("0\t5\n\n5\t5\n", " line 2: " + MALFORMED + "an empty line"),
        arguments("0\t5\n\n", " line 2: " + MALFORMED + "an empty line"),
        arguments("# my plan\n0\t5\n", " line 1: " + MALFORMED + "\"# my plan\""),
        arguments("0\t5 # five\n", " line 1: " + MALFORMED + "\"0\\t5 # five\""),
        arguments("0\t5\n5\t5  \n", " line 2: " + MALFORMED + "\"5\\t5  \""),
        arguments("0 5\n", " line 1: " + MALFORMED + "\"0 5\""),
        arguments("0\t5\r5\t5\r", " line 1: " + MALFORMED + "\"0\\t5\\r5\\t5\""),
        arguments("\u00ef\u00bb\u00bf0\t5\n", " line 1: " + MALFORMED + "a byte order mark"),
        arguments("\u00ff\u00fe0\0\t\0005\0\n\0", " line 1: " + MALFORMED + "\"\\xff\\xfe0\\x00"),
        arguments("0\t5\n4\t5\n", " line 2: overlaps the line before: it starts at 4, not at 5"),
        arguments("0\t5\n6\t5\n", " line 2: leaves a gap: it starts at 6, not at 5"),
        arguments("1\t5\n", " line 1: leaves a gap: it starts at 1, not at 0"),
        arguments("5\t5\n0\t5\n", " line 1: leaves a gap: it starts at 5, not at 0"),
        arguments("0\t5\n0\t5\n", " line 2: overlaps the line before: it starts at 0, not at 5"),
        arguments("0\t-5\n", " line 1: " + MALFORMED + "\"0\\t-5\""),
        arguments("0\t5\n5\t9223372036854775803\n", " line 2: beyond 2^63 - 1"),
        arguments("0\t" + "0".repeat(127) + "\n", " line 1: longer than 128 bytes"),
        arguments("0".repeat(10_000_000), " line 1: longer than 128 bytes"),
        arguments("\u001b]0;owned\u0007\n", " line 1: " + MALFORMED + "\"\\x1b]0;owned\\x07\""),
        arguments("0\t0\n".repeat(100_001), " line 100001: a control file has at most 100000"),
        arguments(gzip("0\t5\n"), " line 1: " + MALFORMED + "\"\\x1f\\x8b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\t3\n3\t2\n",
        "0\t3\r\n3\t2\r\n",
        "0\t3\n3\t2",
        "0\t3\r\n3\t2",
        "0\t3\n3\t2\r\n",
        "00\t03\n3\t2\n"
      })
  void takesAnyLineEndAndALastLineWithoutOne(String text) throws Exception {
    Dataset.write(folder.resolve("plan.txt"), text);

    Run run = Run.of("generate", folder + "/x", "--control", folder + "/plan.txt");

    run.succeeds().prints("parts = lines of the control file: 2: PASS");
    assertThat(Dataset.parts(folder.resolve("x")))
        .asString(US_ASCII)
        .isEqualTo(Dataset.rows(42, 5));
  }

  /** NLineInputFormat would cut the compressed bytes into lines. */
  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "deflate", "snappy", "lz4", "zst"})
  void refusesAFileThatIsNamedAsCompressed(String suffix) throws Exception {
    Dataset.write(folder.resolve("plan." + suffix), "0\t5\n");

    Refused.check(
        folder,
        "generate @/x --control @/plan." + suffix,
        2,
        "control file @/plan." + suffix + " is compressed; give it as plain text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.txt", "folder", "folder/inner", "plan.txt/x", "plan*.txt", "a:b"})
  void refusesWhatIsNoFile(String name) throws Exception {
    Dataset.write(folder.resolve("plan.txt"), "0\t5\n");
    Dataset.write(folder.resolve("a:b"), "0\t5\n"); // for Hadoop no name of a local file
    Files.createDirectories(folder.resolve("folder/inner"));

    Refused.check(
        folder,
        "generate @/x --control @/" + name,
        2,
        "control file @/" + name + " cannot be read: ");
  }

  /** Staging writes the plan anew, so that its own name says nothing to Hadoop. */
  @ParameterizedTest
  @ValueSource(strings = {"_plan", ".plan", "a{b}c", "a*b", "a b,c", "a%20b"})
  void takesAFileOfAnyName(String name) throws Exception {
    Dataset.write(folder.resolve(name), "0\t5\n");

    Run run = Run.of("generate", folder + "/x", "--control", folder + "/" + name);

    run.succeeds();
    assertThat(Dataset.parts(folder.resolve("x"))).hasSize(5 * 41);
  }

  @Test
  void leavesTheUsersFileAsItIs() throws Exception {
    Path plan = Dataset.write(folder.resolve("plan.txt"), "0\t3\r\n3\t2");

    Run.of("generate", folder + "/x", "--control", plan.toString());

    assertThat(plan).hasContent("0\t3\r\n3\t2");
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(US_ASCII));
    }
    return bytes.toString(ISO_8859_1);
  }
}
