// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;

/** A part that has been told. */
record Told(Part part, Ran ran, List<Verdict> verdicts) {

  Told {
    verdicts = List.copyOf(verdicts);
  }

  /** What it printed, and what it said where it failed. */
  String output() {
    return ran.status() == 0 ? ran.out() : ran.out() + ran.err();
  }

  String word() {
    return isPass() ? "PASS" : "FAIL";
  }

  boolean isPass() {
    return verdicts.stream().allMatch(Verdict::isPass);
  }
}
