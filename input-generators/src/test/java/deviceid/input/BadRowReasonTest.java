// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import deviceid.input.BadRow.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of line has a reason of its own and a next step that mends it. */
class BadRowReasonTest {

  private static final String ID = "0123456789abcdef0123456789abcdef01234567";
  private static final String SKIP = "Skip bad rows with --max-bad-rows N";
  private static final String OR_SKIP = ", or skip bad rows with --max-bad-rows N";
  private static final String AMONG = "an ID among other text";
  private static final String GREP = "Keep the IDs: grep -oE '[0-9a-fA-F]{40}' FILE";
  private static final String SHA1 = "; this suite counts SHA-1 (40)";
  private static final String TEXT = "Write the IDs as text, one a line";

  @ParameterizedTest
  @MethodSource({"texts", "digests", "columns", "markup", "binary"})
  void namesWhatALineLooksLikeAndWhatToDo(String line, String reason, String nextStep) {
    assertThat(first("f", 0, line)).isEqualTo(new BadRowReason(reason, nextStep));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("", "an empty line", "Remove empty lines: grep . FILE" + OR_SKIP),
        arguments("\r", "an empty line", "Remove empty lines: grep . FILE" + OR_SKIP),
        arguments(" \t ", "blanks alone", "Remove such lines: grep '[^[:space:]]' FILE" + OR_SKIP),
        arguments(ID + "\r", "ends with CRLF", "Accept it with --crlf"),
        arguments(upper(), "upper-case hexadecimal", "Accept it with --ignore-case"),
        arguments(
            upper() + "\r",
            "upper-case hexadecimal that ends with CRLF",
            "Accept it with --ignore-case and --crlf"),
        arguments(
            ID + "\r\r",
            "41 characters: an ID and carriage returns",
            "Remove them: tr -d '\\r' < FILE"),
        arguments(
            ID + "\r" + ID + "\r",
            "lines that end with CR alone",
            "Convert it: tr '\\r' '\\n' < FILE"),
        arguments("\"" + ID + "\"", "an ID in quotes", "Remove them: tr -d '\"' < FILE"),
        arguments("\"" + ID + "\"\r", "an ID in quotes", "Remove them: tr -d '\"' < FILE"),
        arguments("'" + ID + "'", "an ID in quotes", "Remove them: tr -d \"'\" < FILE"),
        arguments(
            " " + ID,
            "41 characters: an ID with blanks around it",
            "Remove them: tr -d ' \\t' < FILE"),
        arguments(
            ID + " \t\r",
            "42 characters: an ID with blanks around it",
            "Remove them: tr -d ' \\t' < FILE"),
        arguments(
            "\r" + ID,
            "41 characters: an ID and carriage returns",
            "Remove them: tr -d '\\r' < FILE"),
        arguments(
            ID.replaceAll("(.{8})(?=.)", "$1-"),
            "44 characters: an ID in groups",
            "Join them: tr -d ' :-' < FILE"),
        arguments(
            upper().replaceAll("(..)(?=.)", "$1:"),
            "59 characters: an ID in groups",
            "Join them: tr -d ' :-' < FILE"),
        arguments(ID + "h", AMONG, GREP),
        arguments("https://example.org/?id=" + ID + "&n=7", AMONG, GREP),
        arguments("('" + ID + "'),", AMONG, GREP),
        arguments("100644 blob " + ID + "\tfile", AMONG, GREP),
        arguments("\u001b[31m" + ID + "\u001b[0m", AMONG, GREP),
        arguments("0x" + ID, "an ID behind 0x", "Remove it: cut -c3- FILE"),
        arguments(ID + ID, "80 characters: IDs without newlines", "Part them: fold -w 40 FILE"),
        arguments(
            ID.repeat(200), "8,000 characters: IDs without newlines", "Part them: fold -w 40 FILE"),
        arguments(ID.substring(1), "39 characters, not 40", SKIP),
        arguments(ID + "0", "41 characters, not 40", SKIP),
        arguments("7", "1 character, not 40", SKIP),
        arguments(ID.substring(1) + utf8("\ud83d\ude00"), "43 bytes, not 40", SKIP),
        arguments(ID.substring(1) + "g", "character 40 is \"g\", which is not hexadecimal", SKIP),
        arguments(
            "\u001b" + ID.substring(1), "character 1 is \"\\x1b\", which is not hexadecimal", SKIP),
        arguments(
            "device_id",
            "a header",
            "Remove it: tail -n +2 FILE, or skip it with" + " --max-bad-rows 1"),
        arguments(
            "id,device_id", "a header of 2 columns", "Keep the IDs: tail -n +2 FILE | cut -d, -f2"),
        arguments(
            "time,Device-ID,\"name\"",
            "a header of 3 columns",
            "Keep the IDs: tail -n +2 FILE | cut -d, -f2"),
        arguments("a\tz", "a header of 2 columns", "Keep the IDs: tail -n +2 FILE | cut -fN"));
  }

  static Stream<Arguments> digests() {
    String hex = ID + ID + ID + ID;
    return Stream.of(
        arguments(
            hex.substring(0, 32),
            "32 characters, as MD5 has, and a UUID without dashes" + SHA1,
            SKIP),
        arguments(hex.substring(0, 56), "56 characters, as SHA-224 has" + SHA1, SKIP),
        arguments(hex.substring(0, 64), "64 characters, as SHA-256 has" + SHA1, SKIP),
        arguments(hex.substring(0, 64) + "\r", "64 characters, as SHA-256 has" + SHA1, SKIP),
        arguments(hex.substring(0, 96), "96 characters, as SHA-384 has" + SHA1, SKIP),
        arguments(hex.substring(0, 128), "128 characters, as SHA-512 has" + SHA1, SKIP),
        arguments(
            "f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "36 characters, as a UUID has" + SHA1, SKIP),
        arguments(
            "{F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6}", "38 characters, as a UUID has" + SHA1, SKIP),
        arguments("1B2M2Y8AsgTpgAmY7PhCfg==", "24 characters, as MD5 in base64 has" + SHA1, SKIP),
        arguments(
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "44 characters, as SHA-256 in base64 has" + SHA1,
            SKIP),
        arguments(
            "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
            "32 characters, as SHA-1 in base32 has",
            "Write the IDs as hexadecimal: base32 -d, then xxd -p"),
        arguments(
            "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            "28 characters, as SHA-1 in base64 has",
            "Write the IDs as hexadecimal: base64 -d, then xxd -p"));
  }

  static Stream<Arguments> columns() {
    String several = "several columns, of which column ";
    return Stream.of(
        arguments(ID + ",1700000000", several + "1 holds an ID", "Keep it: cut -d, -f1 FILE"),
        arguments("7;8;" + ID + "\r", several + "3 holds an ID", "Keep it: cut -d';' -f3 FILE"),
        arguments("7\t" + ID, several + "2 holds an ID", "Keep it: cut -f2 FILE"),
        arguments("7|" + ID + "|8", several + "2 holds an ID", "Keep it: cut -d'|' -f2 FILE"),
        arguments("sha1:" + ID, several + "2 holds an ID", "Keep it: cut -d':' -f2 FILE"),
        arguments("7 " + ID, several + "2 holds an ID", "Keep it: cut -d' ' -f2 FILE"),
        arguments(
            "7,\"" + ID + "\"",
            several + "2 holds an ID",
            "Keep it: cut -d, -f2 FILE | tr -d '\"'"),
        arguments(
            ID + "  a file",
            "an ID and the name of a file, as sha1sum prints",
            "Keep the IDs: cut -d' ' -f1 FILE"),
        arguments(
            ID + " *file",
            "an ID and the name of a file, as sha1sum prints",
            "Keep the IDs: cut -d' ' -f1 FILE"));
  }

  static Stream<Arguments> markup() {
    String page = "an HTML or XML page";
    String again = "Fetch the list of IDs again: a server sent a page instead";
    return Stream.of(
        arguments("<!DOCTYPE html>", page, again),
        arguments("  <HTML><body>", page, again),
        arguments("<?xml version=\"1.0\"?>", page, again),
        arguments(
            "{",
            "JSON, as of a dataset's _manifest.json that fs -getmerge put first",
            "Merge the parts alone: hadoop fs -getmerge 'ids/part-*' FILE"),
        arguments("{\"n\": 1, \"id\" : \"" + ID + "\"}", "JSON", "Keep the IDs: jq -r .id FILE"),
        arguments("[\"" + ID + "\"]", "JSON", TEXT),
        arguments("{\"user\": {\"id\" : \"" + ID + "\"}}", "JSON", TEXT),
        arguments("{\"$(x)\":\"" + ID + "\"}", "JSON", TEXT));
  }

  static Stream<Arguments> binary() {
    String tar = "name" + "\0".repeat(253) + "ustar\0" + ID;
    return Stream.of(
        arguments(
            "\u001f\u008b\b",
            "gzip data, which needs a name that ends with .gz",
            "Rename it to FILE.gz"),
        arguments("\u00fd7zXZ\0\0", "xz data", "Decompress it: xz -d FILE"),
        arguments("PK\3\4", "a zip archive", "Unpack it: unzip FILE"),
        arguments("(\u00b5/\u00fdx", "zstd data", "Decompress it: zstd -d FILE"),
        arguments("7z\u00bc\u00af'\u001c", "a 7z archive", "Unpack it: 7z x FILE"),
        arguments("BZh91AY&SY", "bzip2 data", "Decompress it: bzip2 -d FILE"),
        arguments("\4\"M\u0018", "lz4 data", "Decompress it: lz4 -d FILE"),
        arguments(tar, "a tar archive", "Unpack it: tar -xf FILE"),
        arguments("PAR1\u0015", "a Parquet file", TEXT),
        arguments("Obj\1", "an Avro file", TEXT),
        arguments("ORC\1", "an ORC file", TEXT),
        arguments("\u001f\u009d\u0090", "data of compress", "Decompress it: uncompress FILE"),
        arguments("]\0\0\u0080", "lzma data", "Decompress it: lzma -d FILE"),
        arguments("\u00ff\6\0\0sNaPpY", "snappy data", TEXT),
        arguments("Rar!\u001a\7\0", "a rar archive", "Unpack it: unrar x FILE"),
        arguments(
            "\u00ff\u00fe\0\0003\0\0\0",
            "UTF-32 text",
            "Convert it: iconv -f UTF-32 -t UTF-8 FILE"),
        arguments(
            "\u00ef\u00bb\u00bf",
            "begins with a byte order mark (UTF-8)",
            "Remove it: tail -c +4 FILE" + OR_SKIP),
        arguments("\u00ff\u00fe3\0", "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 FILE"),
        arguments("\u00fe\u00ff\0003", "UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 FILE"),
        arguments(
            "\0".repeat(40),
            "NUL bytes: binary data or a damaged file",
            "Restore the file" + OR_SKIP),
        arguments(
            ID.substring(1) + "\0",
            "NUL bytes: binary data or a damaged file",
            "Restore the file" + OR_SKIP));
  }

  /** Lines of UTF-16 end between the two bytes of a newline. */
  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void knowsEveryLineOfUtf16(String order) {
    String text = ID + "\n" + ID + "\n";
    byte[] bytes = text.getBytes(order.equals("UTF-16LE") ? UTF_16LE : UTF_16BE);

    assertThat(reasons("f", new String(bytes, ISO_8859_1)))
        .hasSizeBetween(2, 3)
        .containsOnly(
            new BadRowReason("UTF-16 text", "Convert it: iconv -f " + order + " -t UTF-8 FILE"));
  }

  @ParameterizedTest
  @CsvSource({
    "f.tgz, gzip data of a tar archive, Unpack it: tar -xzf FILE",
    "f.gz, gzip data inside gzip data, Decompress it once: gzip -d FILE",
    "f.gzip, 'gzip data, which needs a name that ends with .gz', Rename it to FILE.gz"
  })
  void tellsGzipByTheNameOfItsFile(String file, String reason, String nextStep) {
    assertThat(first(file, 0, "\u001f\u008b\b")).isEqualTo(new BadRowReason(reason, nextStep));
  }

  @Test
  void tellsThatAnArchiveIsInsideGzipData() {
    assertThat(first("f.tar.gz", 0, "x".repeat(257) + "ustar").reason())
        .isEqualTo("a tar archive inside gzip data");
  }

  /** Behind the first line, a word is no header and a brace is no manifest. */
  @ParameterizedTest
  @CsvSource({"device_id, '9 characters, not 40'", "{, JSON"})
  void looksForAHeaderInTheFirstLineAlone(String line, String reason) {
    assertThat(first("f", 41, line).reason()).isEqualTo(reason);
  }

  /** What was not seen may be anything. */
  @Test
  void judgesALongLineByItsLengthAlone() {
    for (String start : List.of(ID.repeat(12) + "g", "a".repeat(480))) {
      BadRow row = new BadRow(Flaw.WIDTH, 1, 0, 1_000_000, start);

      assertThat(BadRowReason.of(row, "f"))
          .isEqualTo(new BadRowReason("1,000,000 characters, not 40", SKIP));
    }
  }

  @Test
  void namesTheLineOrElseTheByte() {
    BadRow row = new BadRow(Flaw.WIDTH, 1_002, 41_041, 1, "x");

    assertThat(row.place()).isEqualTo("row 1,002 (byte 41,041)");
    assertThat(row.at(BadRow.UNKNOWN, 41_000).place()).isEqualTo("byte 41,000");
    assertThat(row.quoted()).isEqualTo("\"x\"");
    assertThat(row.longer(999_999).quoted()).isEqualTo("\"x\"... (1,000,000 bytes)");
  }

  private static BadRowReason first(String file, long position, String line) {
    List<BadRowReason> found = new ArrayList<>();
    RowScanner scanner =
        new RowScanner(position, false, false, false, row -> found.add(BadRowReason.of(row, file)));
    byte[] bytes = (line + "\n").getBytes(ISO_8859_1);
    scanner.scan(bytes, bytes.length, true);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<BadRowReason> reasons(String file, String text) {
    List<BadRowReason> found = new ArrayList<>();
    byte[] bytes = (text + ".").getBytes(ISO_8859_1);
    new RowScanner(0, false, false, false, row -> found.add(BadRowReason.of(row, file)))
        .scan(bytes, bytes.length - 1, true);
    return found;
  }

  private static String upper() {
    return ID.toUpperCase(Locale.ROOT);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
