// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.ConfigRedactor;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;

/**
 * The one rule that keeps secrets out of what is printed and stored: arguments, settings, URLs,
 * errors, pages and records. In: text of unknown origin. Out: the same with {@link #HIDDEN} in
 * place of the value of every name that Hadoop's own list ({@code
 * hadoop.security.sensitive-config-keys}) or the words below call a secret, of a URL's user, of
 * what a Bearer header carries, and of PEM blocks. A value that stands alone, without a name, is
 * not recognized.
 */
public final class Secrets {

  /** What stands in the place of a secret; Hadoop writes the same. */
  public static final String HIDDEN = "<redacted>";

  private static final String LIST =
      CommonConfigurationKeysPublic.HADOOP_SECURITY_SENSITIVE_CONFIG_KEYS;
  private static final String DEFAULTS = "core-default.xml";

  /** What a name must hold beside Hadoop's list: pass, but not bypass; sas, but not nasal. */
  private static final Pattern WORDS =
      pattern(
          "password|passwd|pass_?phrase|passcode|(?<!by|com)pass(?![a-z])|pwd(?![a-z])"
              + "|secret|token|credential|cookie|authorization|jwt(?![a-z])"
              + "|(?<![a-z])sas|(?<![a-z])sig(?![a-z])|signature"
              + "|(?:access|account|api|auth|encryption|license|master|private|session|shared"
              + "|signing|storage)[._-]?key|(?<![a-z])key(?![\\w.-])");

  /** Longer names are judged by their end, so that the time grows with the text alone. */
  private static final int NAME_END = 300;

  private static final String NAME = "(?<![\\w.-])([\\w.-]++)";
  private static final String QUOTED = "\"[^\"]*+\"?|'[^']*+'?";

  /** A name and its value, as the forms of text have them: groups 1 and 2. */
  private static final List<Pattern> PAIRS =
      List.of(
          pattern("[?&;]" + NAME + "=([^\\s&;#'\"<]++)"), // a URL's query
          pattern( // -Dname=value, attributes, -Dname=-Dname='a value'
              NAME + "=(?!" + HIDDEN + ")(" + QUOTED + "|(?:[^\\s=]++|=(?:" + QUOTED + ")?+)++)"),
          pattern(
              "<name>\\s*+"
                  + NAME
                  + "\\s*+</name>\\s*+<value>(?!"
                  + HIDDEN
                  + ")([^<]*+)"), // site files
          pattern("<(?:[\\w.-]++:)?" + NAME + "(?:\\s[^<>]*+)?>([^<]++)</"), // XML
          pattern(
              "[\"']" // JSON, also within a JSON string
                  + NAME
                  + "\\\\?[\"']\\s*+:\\s*+(\\\\\"[^\"]*+\"?|"
                  + QUOTED
                  + "|[^\\s,}\\]]++)"),
          pattern(NAME + ":[ \\t]++([^\\s'\"][^\\r\\n'\"]*+)"), // headers, YAML
          pattern("(?<!\\S)'?--?([\\w.-]++)'?,?\\s++(?!-)'?([^\\s']++)")); // --name value

  /** A value that holds no other. */
  private static final Pattern WORD = Pattern.compile("[\\w.,/+-]*+");

  private static final Pattern USER =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,20}://)[^/?#\\s]*@");
  private static final Pattern BEARER =
      Pattern.compile("(?i:bearer)[ \\t]++(?=[A-Za-z]*+[0-9._~+/=-])[\\w.~+/=-]++");
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN [^-]*+-----(?:(?!-----END).)*+(?:-----END[^-]*+-----)?", Pattern.DOTALL);

  /** Hadoop's list and, where a configuration replaces it, that too. */
  private static volatile List<ConfigRedactor> lists =
      List.of(new ConfigRedactor(new Configuration(false)));

  /** Names that were judged, since a page of counters repeats a few of them. */
  private static final Map<String, Boolean> JUDGED = new ConcurrentHashMap<>();

  private static final int MOST_JUDGED = 1_000;

  private Secrets() {}

  /** Takes the list of a configuration beside Hadoop's own, for the whole process. */
  public static void obey(Configuration conf) {
    String[] sources = conf.getPropertySources(LIST);
    if (sources == null || sources[sources.length - 1].endsWith(DEFAULTS)) {
      lists = List.of(new ConfigRedactor(conf));
    } else {
      Configuration defaults = new Configuration(false);
      defaults.addResource(DEFAULTS);
      lists = List.of(new ConfigRedactor(conf), new ConfigRedactor(defaults));
    }
    JUDGED.clear();
  }

  /** Whether the value of a setting, an option or a field of this name is a secret. */
  public static boolean isSecret(String name) {
    String end = name.substring(Math.max(0, name.length() - NAME_END)).replaceFirst("^-+D?", "");
    if (JUDGED.size() > MOST_JUDGED) {
      JUDGED.clear();
    }
    return JUDGED.computeIfAbsent(
        end,
        judged ->
            WORDS.matcher(judged).find()
                || lists.stream().anyMatch(list -> !list.redact(judged, "").isEmpty()));
  }

  /** The value of a setting, or what may be shown of it. */
  public static String hide(String name, String value) {
    return isSecret(name) ? HIDDEN : hide(value);
  }

  /** The text without the secrets in it. */
  public static String hide(String text) {
    String safe = PEM.matcher(text).replaceAll(HIDDEN);
    safe = USER.matcher(safe).replaceAll("$1" + HIDDEN + "@");
    for (Pattern pair : PAIRS) {
      safe = pair.matcher(safe).replaceAll(Secrets::hidden);
    }
    return BEARER.matcher(safe).replaceAll("Bearer " + HIDDEN);
  }

  /** A command line: here a value may hold spaces, and may be the word after its name. */
  public static List<String> hide(List<String> arguments) {
    List<String> safe = new ArrayList<>();
    boolean hidden = false;
    for (String argument : arguments) {
      int value = argument.matches("[^\\s=]+=(?s:.*)") ? argument.indexOf('=') + 1 : 0;
      boolean isName = value == 0 && argument.startsWith("-") && isSecret(argument);
      if (hidden && !isName) {
        safe.add(HIDDEN);
      } else if (value > 0 && isSecret(argument.substring(0, value - 1))) {
        safe.add(argument.substring(0, value) + HIDDEN);
      } else {
        safe.add(hide(argument));
      }
      hidden = isName;
    }
    return List.copyOf(safe);
  }

  private static String hidden(MatchResult pair) {
    String text = pair.group();
    // a value may be options of its own: -Dmapreduce.map.java.opts=-Dx.token=...
    String value =
        isSecret(pair.group(1))
            ? HIDDEN
            : WORD.matcher(pair.group(2)).matches() ? pair.group(2) : hide(pair.group(2));
    return Matcher.quoteReplacement(
        text.substring(0, pair.start(2) - pair.start())
            + value
            + text.substring(pair.end(2) - pair.start()));
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
