// SPDX-License-Identifier: Apache-2.0
package deviceid.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of what is printed and stored: in, text and names of unknown origin; out, the
 * same with {@link #HIDDEN} for the value of whatever is called like a password, a token or a key,
 * and for the user information of a URL. Names decide, since values look like anything.
 */
public final class Secrets {

  /** What stands in the place of a secret. */
  public static final String HIDDEN = "<redacted>";

  private static final String WORDS =
      "(?:password|passwd|secret|token|credential"
          + "|(?:access|account|api|auth|encryption|private)[._-]?key|key(?![\\w.-]))";

  /** Bounded, so that a long line of letters costs no square of its length. */
  private static final String REST = "[\\w.-]{0,80}";

  private static final Pattern SECRET = pattern(WORDS);
  private static final Pattern PAIR = pattern("(" + WORDS + REST + "=)\\S+");
  private static final Pattern OPTION =
      pattern("(?<!\\S)('?--?" + REST + WORDS + REST + "'?,?\\s+'?)(?!-)[^\\s']+");
  private static final Pattern USER = pattern("([a-z][a-z0-9+.-]{0,20}://)[^/?#\\s]*@");

  private Secrets() {}

  /** Whether the value of a setting or an option of this name is a secret. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).find();
  }

  /** The text without values that belong to a name in it, and without users of URLs. */
  public static String hide(String text) {
    String pairs = PAIR.matcher(text).replaceAll("$1" + HIDDEN);
    String options = OPTION.matcher(pairs).replaceAll("$1" + HIDDEN);
    return USER.matcher(options).replaceAll("$1" + HIDDEN + "@");
  }

  /** A command line: here a value may hold spaces, and may be the word after its name. */
  public static List<String> hide(List<String> arguments) {
    List<String> safe = new ArrayList<>();
    boolean hidden = false;
    for (String argument : arguments) {
      int value = argument.indexOf('=') + 1;
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

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
