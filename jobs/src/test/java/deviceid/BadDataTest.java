// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored data that is missing, hidden, spoilt or compressed, for count and sample. */
class BadDataTest {

  private static final String ROWS = Dataset.rows(42, 100);
  private static final String ROW = ROWS.substring(0, 40);

  @TempDir Path folder;

  @BeforeEach
  void makeInputs() throws Exception {
    Dataset.write(folder.resolve("ids/part-m-00000"), ROWS);
    Dataset.write(folder.resolve("ids/_SUCCESS"), "");
    Dataset.write(folder.resolve("ids/.side"), "no rows");
    Dataset.write(folder.resolve("_hidden/part-m-00000"), ROWS);
    Dataset.write(folder.resolve(".hidden/part-m-00000"), ROWS);
    Dataset.write(folder.resolve("nested/inner/part-m-00000"), ROWS);
    Dataset.write(folder.resolve("nested/part-m-00000"), ROWS);
    Dataset.write(folder.resolve("empty/part-m-00000"), "");
    Dataset.write(folder.resolve("empty/part-m-00001"), "");
    Dataset.write(folder.resolve("hollow/_SUCCESS"), "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @/none           | @/none does not exist
          @/none/part*     | @/none/part* does not exist
          @/ids/no*match   | @/ids/no*match does not exist
          @/ids/part-m-00000/x | @/ids/part-m-00000/x does not exist
          @/ids/[          | @/ids/[ does not exist and is not a glob either
          @/{ids           | @/{ids does not exist and is not a glob either
          @/_hidden        | @/_hidden is hidden: names that begin with _ or . hold no rows
          @/.hidden        | @/.hidden is hidden: names
          @/ids/_SUCCESS   | @/ids/_SUCCESS is hidden: names
          @/ids/.side      | @/ids/.side is hidden: names
          @/ids/_*         | @/ids/_* does not exist
          @/nested         | @/nested holds the folder inner; folders in folders are not read. Name one folder, a file, or a pattern: 'nested/*/part-*'
          @/n*             | @/nested holds the folder inner
          """)
  void refusesAnInputWithoutRows(String input, String message) throws Exception {
    Refused.check(folder, "count " + input + " @/x", 2, "input file:" + message);
    Refused.check(folder, "sample " + input + " @/x", 2, "input file:" + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@/ids",
        "@/ids/part-m-00000",
        "@/ids/*",
        "@/i{ds,x}/part-m-0000[0-3]",
        "@/ids/../ids",
        "@/_hidden/part-m-00000",
        "@/.hidden/*"
      })
  void passesOverHiddenFilesAndNamesNoOthers(String input) throws Exception {
    Run count = run("count " + input + " @/x");

    count.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("x"))).isEqualTo(Dataset.countByFirst(ROWS));
  }

  @Test
  void samplesNoHiddenFilesEither() throws Exception {
    Run sample = run("sample @/ids @/y --repeats 1");

    sample.succeeds();
    assertThat(Dataset.readCounts(folder.resolve("y/size-100")))
        .isEqualTo(Dataset.countByFirst(ROWS));
  }

  @Test
  void countsEmptyFilesToZeroWithANoticeAndSamplesNone() throws Exception {
    Run count = run("count @/empty @/x");

    count.succeeds();
    assertThat(count.err().lines()).hasSize(2).contains("the input is empty");
    assertThat(Dataset.readCounts(folder.resolve("x"))).isEmpty();
    Refused.check(folder, "sample @/empty @/y", 2, "@/empty is empty; there is nothing to sample");
    Refused.check(folder, "sample @/hollow @/y", 2, "@/hollow holds no files");
  }

  /** The spoilt row stands between two good ones, its reason and its text in one line. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void failsOnASpoiltRow(String kind, String line, String reason) throws Exception {
    Path file = Dataset.write(folder.resolve("bad/f"), ROW + "\n" + line + "\n" + ROW + "\n");

    Run run = run("count @/bad @/x");

    run.exits(3);
    String place = " row 2 (byte 41): ";
    assertThat(run.err().lines().skip(1))
        .satisfiesExactly(
            bad -> assertThat(bad).startsWith("bad row: file:" + file + place + reason),
            end ->
                assertThat(end)
                    .startsWith("FAIL: bad rows: 1, over the limit of 0; nothing was published. ")
                    .matches(".*published\\. [A-Z].*[a-z].*\\."));
    assertThat(run.err()).containsPattern("\\A[ -~\n]*\\z"); // nothing unescaped
    assertThat(run.out()).doesNotContain("first");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void leavesOutEverySpoiltRowAndNoOther() throws Exception {
    List<String> lines = spoilt().map(kind -> (String) kind.get()[1]).toList();
    Dataset.write(
        folder.resolve("bad/f"), ROW + "\n" + String.join("\n" + ROW + "\n", lines) + "\n" + ROW);

    Run run = run("count @/bad @/x --max-bad-rows " + lines.size());

    run.succeeds();
    assertThat(run.err()).contains("bad rows skipped: " + lines.size() + "\n");
    assertThat(Dataset.readCounts(folder.resolve("x")))
        .isEqualTo(Map.of(ROW.substring(0, 1), lines.size() + 1L));
  }

  static Stream<Arguments> spoilt() {
    String nul = "NUL bytes: binary data or a damaged file: ";
    String r39 = ROW.substring(0, 39);
    String r36 = ROW.substring(0, 36);
    return Stream.of(
        arguments("empty line", "", "an empty line: \"\""),
        arguments("39 wide", r39, "39 characters, not 40: " + "\"" + r39 + "\""),
        arguments("41 wide", ROW + "0", "41 characters, not 40: " + "\"" + ROW + "0\""),
        arguments(
            "rows joined",
            ROW + ROW,
            "80 characters: IDs without newlines: "
                + "\""
                + (ROW + ROW).substring(0, 64)
                + "\"... (80"),
        arguments(
            "joined by a space",
            ROW + " " + ROW,
            "several columns, of which column 1 holds an ID: " + "\"" + ROW + " "),
        arguments(
            "a value behind it",
            ROW + "\t7",
            "several columns, of which column 1 holds an ID: " + "\"" + ROW + "\\t7\""),
        arguments(
            "endless",
            "0".repeat(100_000),
            "100,000 characters, not 40: " + "\"" + "0".repeat(64) + "\"... ("),
        arguments("not hex", r39 + "g", character(40, "g") + "\"" + r39 + "g\""),
        arguments(
            "upper case", ROW.toUpperCase(Locale.ROOT), "upper-case hexadecimal: " + "\"3E6D07"),
        arguments(
            "one upper case letter", r39 + "A", "upper-case hexadecimal: " + "\"" + r39 + "A\""),
        arguments("leading space", " " + r39, character(1, " ") + "\" " + r39 + "\""),
        arguments("trailing space", r39 + " ", character(40, " ") + "\"" + r39 + " \""),
        arguments("spaces", " ".repeat(40), "blanks alone: " + "\"    "),
        arguments("NUL", r39 + "\0", nul + "\"" + r39 + "\\x00\""),
        arguments("zeros", "\0".repeat(40), nul + "\"\\x00\\x00"),
        arguments("invalid UTF-8", r39 + "\u00c3", character(40, "\\xc3") + "\"" + r39 + "\\xc3\""),
        arguments("high bits", ROW.replace('0', (char) 0xb0), character(5, "\\xb0") + "\"3e6d"),
        arguments(
            "emoji",
            r36 + utf8("\ud83d\ude00"),
            character(37, "\\xf0") + "\"" + r36 + "\\xf0\\x9f\\x98\\x80\""),
        arguments(
            "40 characters, 43 bytes",
            r39 + utf8("\ud83d\ude00"),
            "43 bytes, not 40: " + "\"" + r39 + "\\xf0"),
        arguments(
            "right to left",
            utf8("\u202e") + ROW,
            "an ID among other text: " + "\"\\xe2\\x80\\xae" + ROW + "\""),
        arguments(
            "full-width digits",
            utf8("\uff15").repeat(13) + "0",
            character(1, "\\xef") + "\"\\xef\\xbc\\x95"),
        arguments(
            "escape codes", "\u001b[2J" + r36, character(1, "\\x1b") + "\"\\x1b[2J" + r36 + "\""),
        arguments(
            "quotes",
            "\"" + r36 + "\\\\\"",
            character(1, "\\\"") + "\"\\\"" + r36 + "\\\\\\\\\\\"\""),
        arguments("carriage return", ROW + "\r", "ends with CRLF: \"" + ROW + "\\r\""),
        arguments(
            "two of them",
            ROW + "\r\r",
            "41 characters: an ID and carriage returns: " + "\"" + ROW + "\\r\\r\""),
        arguments(
            "lone carriage return",
            ROW + "\r" + ROW,
            "lines that end with CR alone: " + "\"" + ROW + "\\r"),
        arguments(
            "carriage return within", r39 + "\r", character(40, "\\r") + "\"" + r39 + "\\r\""),
        arguments(
            "order mark",
            "\u00ef\u00bb\u00bf" + ROW,
            "begins with a byte order mark (UTF-8): \"\\xef"),
        arguments("order mark of UTF-16", "\u00ff\u00fe3\0", "UTF-16 text: "),
        arguments("its other half", "\u00fe\u00ff\0003", "UTF-16 text: "),
        arguments("a gzip header", "\u001f\u008b\b", "gzip data, which needs a name"),
        arguments("a bzip2 header", "BZh91AY&SY", "bzip2 data: \"BZh9"));
  }

  private static String character(int place, String quoted) {
    return "character " + place + " is \"" + quoted + "\", which is not hexadecimal: ";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crlf   |                   | 3 | bad rows: 100, over the limit of 0
          crlf   | --crlf            | 0 |
          upper  |                   | 3 | bad rows: 100, over the limit of 0
          upper  | --ignore-case     | 0 |
          bom    |                   | 3 | row 1 (byte 0): begins with a byte order mark
          bom    | --crlf            | 3 | row 1 (byte 0): begins with a byte order mark
          bom    | --max-bad-rows 1  | 0 | bad rows skipped: 1
          open   |                   | 0 | a file ends without a newline
          opencr |                   | 3 | row 100 (byte 4,059): ends with CRLF
          opencr | --crlf            | 0 | a file ends without a newline
          short  |                   | 3 | row 100 (byte 4,059): 39 characters, not 40
          short  | --max-bad-rows 1  | 0 | bad rows skipped: 1
          joined | --max-bad-rows 1  | 0 | bad rows skipped: 1
          cut    | --max-bad-rows 1  | 3 | bad rows: 2, over the limit of 1
          gap    | --max-bad-rows 2  | 0 | bad rows skipped: 1
          """)
  void judgesWholeFiles(String kind, String option, int status, String message) throws Exception {
    Dataset.write(folder.resolve("bad/f"), file(kind));

    Run run = run("count @/bad @/x " + (option == null ? "" : option));

    run.exits(status);
    assertThat(run.err()).contains(message == null ? "" : message);
    if (status == 0) {
      int rows = kind.equals("short") ? 99 : kind.equals("joined") ? 98 : 100;
      assertThat(sum(Dataset.readCounts(folder.resolve("x")))).isEqualTo(rows);
    } else {
      assertThat(folder.resolve("x")).doesNotExist();
    }
  }

  /** A hundred rows, and one thing wrong with them. */
  private static String file(String kind) {
    return switch (kind) {
      case "crlf" -> ROWS.replace("\n", "\r\n");
      case "upper" -> ROWS.toUpperCase(Locale.ROOT);
      case "bom" -> "\u00ef\u00bb\u00bf" + ROWS;
      case "open" -> ROWS.stripTrailing();
      case "opencr" -> ROWS.stripTrailing() + "\r";
      case "short" -> ROWS.substring(0, ROWS.length() - 2);
      case "joined" -> ROWS.substring(0, 40) + ROWS.substring(41);
      case "cut" -> ROWS.substring(0, 20) + "\n" + ROWS.substring(20);
      case "moved" -> // a newline, by one place
          ROWS.substring(0, 2089) + "\n" + ROWS.charAt(2089) + ROWS.substring(2091);
      case "zeros" -> "\0".repeat(ROWS.length());
      case "gap" -> ROWS.substring(0, 41) + "\n" + ROWS.substring(41);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** It has the verdict of count, and with the options that accept the rows no good one is lost. */
  @ParameterizedTest
  @CsvSource({
    "crlf, 100, 0",
    "bom, 100, 1",
    "short, 99, 1",
    "joined, 98, 1",
    "cut, 99, 2",
    "gap, 100, 1"
  })
  void samplesRowsAtNoFixedPlacesByScans(String kind, int good, int bad) throws Exception {
    Dataset.write(folder.resolve("bad/f"), file(kind));

    run("sample @/bad @/x --repeats 1").exits(3);

    Run run = run("sample @/bad @/x --repeats 1 --crlf --max-bad-rows " + bad);

    run.succeeds();
    assertThat(run.err())
        .contains("its rows are not fixed-width")
        .contains(bad == 0 ? "sample: " : "bad rows skipped: " + bad + "\n");
    assertThat(sum(Dataset.readCounts(folder.resolve("x/size-" + good)))).isEqualTo(good);
  }

  /** Lengths and the first line can be right by chance. */
  @ParameterizedTest
  @CsvSource({
    "upper, '/bad/f row 1 (byte 0): upper-case hexadecimal: '",
    "moved, '/bad/f row 51 (byte 2,050): 39 characters, not 40: '",
    "zeros, 'bad rows: 1, over the limit of 0'"
  })
  void samplesNoRowThatIsNotAtItsPlace(String kind, String message) throws Exception {
    Dataset.write(folder.resolve("bad/f"), file(kind));

    Run run = run("sample @/bad @/x");

    run.exits(3);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).doesNotContain("size");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private Run run(String line) {
    return Run.of(line.strip().replace("@", folder.toString()).split(" "));
  }
}
