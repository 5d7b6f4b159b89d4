// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part that has run, as its user saw it.
 *
 * @param out what it printed
 * @param err what it said meanwhile
 * @param nanos from its start to its end
 */
record Ran(int status, String out, String err, long nanos) {

  /** The first group of a pattern in what was printed; {@code nothing} where it is not there. */
  String find(String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(out);
    return matcher.find() ? matcher.group(1) : "nothing";
  }

  /** How many lines of what was printed hold a pattern. */
  long lines(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return out.lines().filter(line -> wanted.matcher(line).find()).count();
  }
}
