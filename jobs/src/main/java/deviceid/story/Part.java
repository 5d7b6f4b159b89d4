// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A part of the story: a command line, and what must be seen of its result.
 *
 * @param title what it shows
 * @param told how the notebook told it, and what is different here
 * @param command the program and its options, as a user would give them
 */
record Part(String title, String told, List<String> command, List<Expectation> expectations) {

  /**
   * One thing that must be seen.
   *
   * @param expected known before the part runs, or from another part
   */
  record Expectation(String what, Function<Ran, String> expected, Function<Ran, String> seen) {}

  Part {
    command = List.copyOf(command);
    expectations = List.copyOf(expectations);
  }

  /** The command line. */
  String line() {
    return String.join(" ", command);
  }

  static Part of(String title, String told, String... command) {
    return new Part(title, told, List.of(command), List.of())
        .expect("exit status", "0", ran -> Integer.toString(ran.status()));
  }

  /** With one more thing to see; whole numbers are written with commas. */
  Part expect(String what, Object expected, Function<Ran, ?> seen) {
    return expect(what, ran -> expected, seen);
  }

  Part expect(String what, Function<Ran, ?> expected, Function<Ran, ?> seen) {
    List<Expectation> all = new ArrayList<>(expectations);
    all.add(new Expectation(what, ran -> text(expected, ran), ran -> text(seen, ran)));
    return new Part(title, told, command, all);
  }

  private static String text(Function<Ran, ?> value, Ran ran) {
    Object found = value.apply(ran);
    return found instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(found);
  }
}
