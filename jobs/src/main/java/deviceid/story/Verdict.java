// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.run.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** An expectation beside what was seen. What cannot be looked at was not seen, and says why. */
record Verdict(String what, String expected, String seen) {

  static List<Verdict> of(Part part, Ran ran) {
    return part.expectations().stream()
        .map(one -> new Verdict(one.what(), look(one.expected(), ran), look(one.seen(), ran)))
        .toList();
  }

  boolean isPass() {
    return expected.equals(seen);
  }

  String word() {
    return isPass() ? "PASS" : "FAIL";
  }

  /** As the run's record keeps it. */
  RunRecord.Verdict recorded() {
    return new RunRecord.Verdict(what, seen, expected, isPass());
  }

  @Override
  public String toString() {
    return what + ": expected " + expected + ", seen " + seen + ": " + word();
  }

  private static String look(Function<Ran, String> value, Ran ran) {
    try {
      return value.apply(ran);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      return "nothing (" + cause.getMessage() + ")";
    }
  }
}
