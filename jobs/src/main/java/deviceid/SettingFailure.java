// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Explains failures of settings, of which Hadoop and Java say too little: in, what was thrown; out,
 * the setting or the line of the site file.
 */
final class SettingFailure {

  /** The end of what an XML parser says: {@code [row,col,system-id]: [5,17,"file:/x.xml"]}. */
  private static final Pattern XML_PLACE =
      Pattern.compile("\\[row,col(?:,system-id)?\\]: \\[(\\d+),\\d+(?:,\"([^\"]+)\")?");

  private static final Pattern NO_NUMBER = Pattern.compile("^For input string: \"([^\"]*)\"");

  private SettingFailure() {}

  static Optional<Failure> known(Throwable cause, String message, List<String> args) {
    Matcher place = XML_PLACE.matcher(String.valueOf(cause.getMessage()));
    Matcher number = NO_NUMBER.matcher(message);
    String line = "";
    if (place.find()) {
      line = xml(message, place);
    } else if (cause instanceof NumberFormatException && number.find()) {
      line = noNumber(number.group(1), args);
    } else if (cause instanceof PatternSyntaxException) {
      line = message + "; correct the regular expression in hadoop.security.sensitive-config-keys";
    } else if (message.startsWith("Cannot initialize Cluster")) {
      line = message.replaceFirst("\\.$", "") + "; mapreduce.framework.name takes local or yarn";
    }
    return Optional.of(line)
        .filter(known -> !known.isEmpty())
        .map(known -> new Failure(ExitCode.WRONG_USE, known));
  }

  /** A site file, or the file of -conf, that is no XML. */
  private static String xml(String message, Matcher place) {
    String file = place.group(2) == null ? "a configuration file" : place.group(2);
    return file.replaceFirst("^file:/*", "/")
        + ", line "
        + place.group(1)
        + ": "
        + message.replaceFirst("\\s*at \\[row,col.*", "").replaceFirst(";? ?\\R.*", "");
  }

  /** Java names the text alone: a setting of the command line, or of a site file, has it. */
  private static String noNumber(String text, List<String> args) {
    return args.stream()
            .map(arg -> arg.replaceFirst("^-D", ""))
            .filter(arg -> arg.endsWith("=" + text))
            .findFirst()
            .orElse("a setting with the value '" + text + "'")
        + " is not a number that Hadoop can read there";
  }
}
