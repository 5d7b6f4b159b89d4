// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.record.RunRecord;
import deviceid.story.StoryPart.CommandResult;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** A part that has run, and what was seen of it. */
record PartResult(StoryPart part, CommandResult command, List<Observation> observations) {

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
  }

  /** Compares a part's expectations with its result. */
  static PartResult of(StoryPart part, CommandResult command) {
    return new PartResult(
        part,
        command,
        part.expectations().stream()
            .map(
                one ->
                    new Observation(
                        one.what(), look(one.expected(), command), look(one.seen(), command)))
            .toList());
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
