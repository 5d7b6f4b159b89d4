// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.record.JobRecord;
import deviceid.record.RunRecord;
import deviceid.run.FrontDoor.CommandResult;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A part of the story: a command line, and what must be seen of its result.
 *
 * @param title what it shows
 * @param about what the original notebook did, and what is different here
 * @param command the program and its options, as a user would give them
 */
record StoryPart(String title, String about, List<String> command, List<Expectation> expectations) {

  /**
   * One thing that must be seen.
   *
   * @param expected known before the part runs, or taken from another part
   */
  record Expectation(
      String what,
      Function<CommandResult, String> expected,
      Function<CommandResult, String> seen) {}

  /**
   * A part that has run, and what was seen of it.
   *
   * @param jobs that it ran
   */
  record PartResult(
      StoryPart part, CommandResult command, List<Observation> observations, List<JobRecord> jobs) {

    /** An expectation beside what was seen; what cannot be read was not seen, and says why. */
    record Observation(String what, String expected, String seen) {

      boolean isPass() {
        return expected.equals(seen);
      }

      String word() {
        return isPass() ? "PASS" : "FAIL";
      }

      /** As the run record keeps it. */
      RunRecord.CheckResult recorded() {
        return new RunRecord.CheckResult(what, seen, expected, isPass());
      }

      @Override
      public String toString() {
        return what + ": expected " + expected + ", seen " + seen + ": " + word();
      }
    }

    PartResult {
      observations = List.copyOf(observations);
      jobs = List.copyOf(jobs);
    }

    /** Compares a part's expectations with its result. */
    static PartResult of(StoryPart part, CommandResult command, List<JobRecord> jobs) {
      return new PartResult(
          part,
          command,
          part.expectations().stream()
              .map(
                  one ->
                      new Observation(
                          one.what(), look(one.expected(), command), look(one.seen(), command)))
              .toList(),
          jobs);
    }

    /** What it printed; where it failed, also to stderr. */
    String output() {
      return command.status() == 0 ? command.out() : command.out() + command.err();
    }

    String word() {
      return isPass() ? "PASS" : "FAIL";
    }

    boolean isPass() {
      return observations.stream().allMatch(Observation::isPass);
    }

    private static String look(Function<CommandResult, String> value, CommandResult command) {
      try {
        return value.apply(command);
      } catch (UncheckedIOException e) {
        return "nothing (" + e.getCause().getMessage() + ")";
      }
    }
  }

  StoryPart {
    command = List.copyOf(command);
    expectations = List.copyOf(expectations);
  }

  static StoryPart of(String title, String about, String... command) {
    return new StoryPart(title, about, List.of(command), List.of())
        .expect("exit status", 0, CommandResult::status);
  }

  /** A part whose program prints checks of its own, as nearly all do. */
  static StoryPart checked(String title, String about, String... command) {
    return of(title, about, command)
        .expect(
            "checks that passed",
            result -> Math.max(1, result.lines("^check ")),
            result -> result.lines("^check .*PASS$"));
  }

  /** The number that programs print after some words, with commas. */
  static Function<CommandResult, String> numberAfter(String words) {
    return result -> result.find(words + " *([0-9]+(?:,[0-9]{3})*)");
  }

  /** The command line. */
  String line() {
    return String.join(" ", command);
  }

  /** With one more thing to see; whole numbers are written with commas. */
  StoryPart expect(String what, Object expected, Function<CommandResult, ?> seen) {
    return expect(what, result -> expected, seen);
  }

  StoryPart expect(
      String what, Function<CommandResult, ?> expected, Function<CommandResult, ?> seen) {
    List<Expectation> all = new ArrayList<>(expectations);
    all.add(
        new Expectation(
            what, result -> text(expected.apply(result)), result -> text(seen.apply(result))));
    return new StoryPart(title, about, command, all);
  }

  private static String text(Object value) {
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(value);
  }
}
