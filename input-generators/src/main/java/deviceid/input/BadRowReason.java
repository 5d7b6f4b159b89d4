// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classifies a bad row by its line, and names what its reader can do: a pure function of the line.
 * In commands, FILE stands for the file, whose name may hold what no shell should see.
 *
 * @param reason what is wrong, with the value found
 * @param nextStep a sentence without its full stop, which names the command or the option
 */
public record BadRowReason(String reason, String nextStep) {

  /** The next step where nothing better is known. */
  public static final String SKIP = "Skip bad rows with --max-bad-rows N";

  static final String OR_SKIP = ", or skip bad rows with --max-bad-rows N";
  static final String HEX = "[0-9a-fA-F]";
  static final String ID = HEX + "{40}";

  private static final String AS_TEXT = "Write the IDs as text, one a line";
  private static final String MARK = "\u00ef\u00bb\u00bf";
  private static final String GZIP = "\u001f\u008b";

  /** What files of other kinds hold at an offset from their front. */
  private record Magic(int offset, String bytes, String kind, String nextStep) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(257, "ustar", "a tar archive", "Unpack it: tar -xf FILE"),
          new Magic(0, "\u00fd7zXZ\0", "xz data", "Decompress it: xz -d FILE"),
          new Magic(0, "PK\3\4", "a zip archive", "Unpack it: unzip FILE"),
          new Magic(0, "(\u00b5/\u00fd", "zstd data", "Decompress it: zstd -d FILE"),
          new Magic(0, "7z\u00bc\u00af'\u001c", "a 7z archive", "Unpack it: 7z x FILE"),
          new Magic(4, "1AY&SY", "bzip2 data", "Decompress it: bzip2 -d FILE"),
          new Magic(0, "\4\"M\u0018", "lz4 data", "Decompress it: lz4 -d FILE"),
          new Magic(0, "PAR1\u0015", "a Parquet file", AS_TEXT),
          new Magic(0, "Obj\1", "an Avro file", AS_TEXT),
          new Magic(0, "ORC", "an ORC file", AS_TEXT),
          new Magic(0, "\u001f\u009d", "data of compress", "Decompress it: uncompress FILE"),
          new Magic(0, "]\0\0", "lzma data", "Decompress it: lzma -d FILE"),
          new Magic(0, "\u00ff\6\0\0sNaPpY", "snappy data", AS_TEXT),
          new Magic(0, "Rar!\u001a", "a rar archive", "Unpack it: unrar x FILE"));

  private static final Pattern OLD_MAC = Pattern.compile(ID + "\r" + HEX + ".*", Pattern.DOTALL);
  private static final Pattern MARKUP =
      Pattern.compile("\\s*<(?:!doctype|html|\\?xml).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON =
      Pattern.compile("\\s*[{\\[]\\s*(?:[{\\[\"].*)?", Pattern.DOTALL);
  private static final Pattern ID_IN_JSON =
      Pattern.compile("\\s*\\{[^{\\[]*?\"([A-Za-z_][A-Za-z_0-9]*)\"\\s*:\\s*\"" + ID + "\"");

  /**
   * What a file holds that begins with these bytes and should be gzip data.
   *
   * @return empty if it is text
   */
  public static Optional<BadRowReason> ofNoGzip(BadRow first) {
    return binary(first.start(), "")
        .or(() -> wideText(first))
        .or(
            () ->
                first.start().matches("[\\x20-\\x7e\\s]*")
                    ? Optional.empty()
                    : is("other data", "Restore the file"));
  }

  /**
   * Why a row is bad.
   *
   * @param file the name of the file
   */
  public static BadRowReason of(BadRow row, String file) {
    String start = row.start();
    return binary(start, file)
        .or(() -> wideText(row))
        .or(() -> markup(row))
        .or(() -> LineLooks.of(row))
        .orElseGet(() -> new BadRowReason(size(row.length(), start) + ", not 40", SKIP));
  }

  private static Optional<BadRowReason> binary(String start, String file) {
    boolean inGzip = file.endsWith(".gz");
    if (start.startsWith(MARK)) {
      return is("begins with a byte order mark (UTF-8)", "Remove it: tail -c +4 FILE" + OR_SKIP);
    }
    if (start.startsWith(GZIP) && !inGzip) {
      return file.endsWith(".tgz")
          ? is("gzip data of a tar archive", "Unpack it: tar -xzf FILE")
          : is("gzip data, which needs a name that ends with .gz", "Rename it to FILE.gz");
    }
    return start.startsWith(GZIP)
        ? is("gzip data inside gzip data", "Decompress it once: gzip -d FILE")
        : MAGICS.stream()
            .filter(magic -> start.startsWith(magic.bytes, magic.offset))
            .findFirst()
            .flatMap(found -> is(found.kind + (inGzip ? " inside gzip data" : ""), found.nextStep));
  }

  /** Text of two bytes a character, and bytes that are no text. */
  private static Optional<BadRowReason> wideText(BadRow row) {
    String start = row.start();
    if (start.startsWith("\u00ff\u00fe\0\0") || start.startsWith("\0\0\u00fe\u00ff")) {
      return is("UTF-32 text", "Convert it: iconv -f UTF-32 -t UTF-8 FILE");
    }
    if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
      return is("UTF-16 text", "Convert it: iconv -f UTF-16 -t UTF-8 FILE");
    }
    int zero = start.indexOf('\0');
    if (zero < 0) {
      return Optional.empty();
    }
    boolean alternate = zero < 2;
    for (int i = 0; i < start.length(); i++) {
      alternate &= (start.charAt(i) == 0) == ((i - zero) % 2 == 0);
    }
    String order = (row.position() + zero) % 2 == 0 ? "UTF-16BE" : "UTF-16LE";
    return alternate
        ? is("UTF-16 text", "Convert it: iconv -f " + order + " -t UTF-8 FILE")
        : is("NUL bytes: binary data or a damaged file", "Restore the file" + OR_SKIP);
  }

  private static Optional<BadRowReason> markup(BadRow row) {
    String start = row.start();
    if (OLD_MAC.matcher(start).matches()) {
      return is("lines that end with CR alone", "Convert it: tr '\\r' '\\n' < FILE");
    }
    if (MARKUP.matcher(start).matches()) {
      return is("an HTML or XML page", "Fetch the list of IDs again: a server sent a page instead");
    }
    if (row.position() == 0 && start.strip().equals("{")) {
      return is(
          "JSON, as of a dataset's _manifest.json that fs -getmerge put first",
          "Merge the parts alone: hadoop fs -getmerge 'ids/part-*' FILE");
    }
    if (JSON.matcher(start).matches()) {
      Matcher id = ID_IN_JSON.matcher(start);
      return is("JSON", id.lookingAt() ? "Keep the IDs: jq -r ." + id.group(1) + " FILE" : AS_TEXT);
    }
    return Optional.empty();
  }

  static Optional<BadRowReason> is(String reason, String nextStep) {
    return Optional.of(new BadRowReason(reason, nextStep));
  }

  /** A number of characters, or of bytes where they are not ASCII. */
  static String size(long length, String text) {
    String unit = text.chars().allMatch(one -> one < 0x80) ? " character" : " byte";
    return String.format(Locale.ROOT, "%,d%s%s", length, unit, length == 1 ? "" : "s");
  }
}
