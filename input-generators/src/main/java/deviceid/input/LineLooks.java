// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import static deviceid.input.BadRowReason.HEX;
import static deviceid.input.BadRowReason.ID;
import static deviceid.input.BadRowReason.OR_SKIP;
import static deviceid.input.BadRowReason.SKIP;
import static deviceid.input.BadRowReason.is;
import static deviceid.input.BadRowReason.size;

import deviceid.input.BadRow.Flaw;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Recognises what a bad line holds instead of a row: another digest, or an ID among other text. */
final class LineLooks {

  private static final String BASE64 = "[A-Za-z0-9+/_-]";

  /** What a whole line looks like, without the carriage return at its end. */
  private record Look(Pattern pattern, String kind, String nextStep) {
    Look(String pattern, String kind, String nextStep) {
      this(Pattern.compile(pattern, Pattern.DOTALL), kind, nextStep);
    }

    static Look digest(String pattern, String owner) {
      return new Look(pattern, "%s, as " + owner + "; this suite counts SHA-1 (40)", SKIP);
    }
  }

  private static final List<Look> LOOKS =
      List.of(
          new Look("", "an empty line", "Remove empty lines: grep . FILE" + OR_SKIP),
          new Look("\\s+", "blanks alone", "Remove such lines: grep '[^[:space:]]' FILE" + OR_SKIP),
          new Look(
              "\r*" + ID + "\r*",
              "%s: an ID and carriage returns",
              "Remove them: tr -d '\\r' < FILE"),
          new Look("\"" + ID + "\"", "an ID in quotes", "Remove them: tr -d '\"' < FILE"),
          new Look("'" + ID + "'", "an ID in quotes", "Remove them: tr -d \"'\" < FILE"),
          new Look(
              "[ \t]+" + ID + "[ \t]*|" + ID + "[ \t]+",
              "%s: an ID with blanks around it",
              "Remove them: tr -d ' \\t' < FILE"),
          new Look(
              ID + " [ *]\\S.*",
              "an ID and the name of a file, as sha1sum prints",
              "Keep the IDs: cut -d' ' -f1 FILE"),
          new Look("0[xX]" + ID, "an ID behind 0x", "Remove it: cut -c3- FILE"),
          new Look(
              "(?:" + HEX + "[ :-]?){40}", "%s: an ID in groups", "Join them: tr -d ' :-' < FILE"),
          Look.digest("\\{?" + HEX + "{8}(?:-" + HEX + "{4}){3}-" + HEX + "{12}}?", "a UUID has"),
          Look.digest(HEX + "{32}", "MD5 has, and a UUID without dashes"),
          Look.digest(HEX + "{56}", "SHA-224 has"),
          Look.digest(HEX + "{64}", "SHA-256 has"),
          Look.digest(HEX + "{96}", "SHA-384 has"),
          Look.digest(HEX + "{128}", "SHA-512 has"),
          Look.digest(BASE64 + "{22}==", "MD5 in base64 has"),
          Look.digest(BASE64 + "{43}=", "SHA-256 in base64 has"),
          new Look(
              "[A-Z2-7]{32}",
              "%s, as SHA-1 in base32 has",
              "Write the IDs as hexadecimal: base32 -d, then xxd -p"),
          new Look(
              BASE64 + "{27}=",
              "%s, as SHA-1 in base64 has",
              "Write the IDs as hexadecimal: base64 -d, then xxd -p"));

  private static final Pattern UPPER_CASE = Pattern.compile(ID + "\r?");
  private static final Pattern QUOTED_ID = Pattern.compile("\\s*\"?" + ID + "\"?\\s*");
  private static final Pattern ONE_ID =
      Pattern.compile("(?s).*(?<!" + HEX + ")" + ID + "(?!" + HEX + ").*");
  private static final Pattern NOT_HEX = Pattern.compile("[^0-9a-fA-F]");
  private static final Pattern HEADER =
      Pattern.compile("(?=.*[g-zG-Z_])[\"A-Za-z_][\\w .\"-]*(?:[,;|\t][\\w .\"-]+)*\r?");
  private static final List<String> DELIMITERS = List.of(",", "\t", ";", "|", ":", " ");

  private LineLooks() {}

  static Optional<BadRowReason> of(BadRow row) {
    boolean whole = row.start().length() == row.length();
    return (whole ? whole(row) : Optional.<BadRowReason>empty())
        .or(() -> joined(row))
        .or(() -> columns(row.start()))
        .or(() -> amongText(row.start()))
        .or(() -> whole && row.position() == 0 ? header(row.start()) : Optional.empty())
        .or(() -> row.flaw() == Flaw.CHARACTER ? character(row.start()) : Optional.empty());
  }

  private static Optional<BadRowReason> whole(BadRow row) {
    if (row.flaw() == Flaw.LINE_END) {
      return is("ends with CRLF", "Accept it with --crlf");
    }
    String text = row.start();
    boolean crlf = text.endsWith("\r");
    if (row.flaw() == Flaw.CHARACTER && UPPER_CASE.matcher(text).matches()) {
      return is(
          "upper-case hexadecimal" + (crlf ? " that ends with CRLF" : ""),
          "Accept it with --ignore-case" + (crlf ? " and --crlf" : ""));
    }
    String plain = crlf ? text.substring(0, text.length() - 1) : text;
    return LOOKS.stream()
        .filter(look -> look.pattern.matcher(plain).matches())
        .findFirst()
        .flatMap(look -> is(look.kind.formatted(size(plain.length(), plain)), look.nextStep));
  }

  /** IDs one behind the other, as many as a line may hold; not one character again and again. */
  private static Optional<BadRowReason> joined(BadRow row) {
    return row.length() % 40 == 0 && row.start().matches("(?!(.)\\1+$)" + HEX + "{80,}")
        ? is(size(row.length(), "") + ": IDs without newlines", "Part them: fold -w 40 FILE")
        : Optional.empty();
  }

  private static Optional<BadRowReason> amongText(String text) {
    return ONE_ID.matcher(text).matches()
        ? is("an ID among other text", "Keep the IDs: grep -oE '[0-9a-fA-F]{40}' FILE")
        : Optional.empty();
  }

  /** An ID in one of several columns. */
  private static Optional<BadRowReason> columns(String text) {
    for (String delimiter : DELIMITERS) {
      String[] cells = text.split(Pattern.quote(delimiter), -1);
      int id =
          IntStream.range(0, cells.length)
              .filter(column -> QUOTED_ID.matcher(cells[column]).matches())
              .findFirst()
              .orElse(-1);
      if (id >= 0 && cells.length > 1) {
        String unquote = cells[id].contains("\"") ? " | tr -d '\"'" : "";
        return is(
            "several columns, of which column " + (id + 1) + " holds an ID",
            "Keep it: " + cut(delimiter, id + 1) + " FILE" + unquote);
      }
    }
    return Optional.empty();
  }

  /** Names of columns in the first line of a file. */
  private static Optional<BadRowReason> header(String text) {
    if (!HEADER.matcher(text).matches()) {
      return Optional.empty();
    }
    for (String delimiter : DELIMITERS.subList(0, 4)) {
      List<String> names =
          Arrays.asList(text.toLowerCase(Locale.ROOT).split(Pattern.quote(delimiter)));
      if (names.size() > 1) {
        int id = column(names, "device").orElseGet(() -> column(names, "id").orElse(-1));
        return is(
            "a header of " + names.size() + " columns",
            "Keep the IDs: tail -n +2 FILE | " + cut(delimiter, id + 1));
      }
    }
    return is("a header", "Remove it: tail -n +2 FILE, or skip it with --max-bad-rows 1");
  }

  private static OptionalInt column(List<String> names, String word) {
    return IntStream.range(0, names.size()).filter(i -> names.get(i).contains(word)).findFirst();
  }

  /**
   * The command that keeps a column, from 1 on; 0 where its number is for the reader to fill in.
   */
  private static String cut(String delimiter, int column) {
    String option =
        delimiter.equals("\t") ? "" : (delimiter.equals(",") ? " -d," : " -d'" + delimiter + "'");
    return "cut" + option + " -f" + (column == 0 ? "N" : column);
  }

  private static Optional<BadRowReason> character(String text) {
    Matcher other = NOT_HEX.matcher(text);
    return other.find()
        ? is(
            "character "
                + (other.start() + 1)
                + " is "
                + TextLines.quote(other.group(), 1)
                + ", which is not hexadecimal",
            SKIP)
        : Optional.empty();
  }
}
