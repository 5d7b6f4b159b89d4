// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Two numbers that must be equal, found in different ways. They are asked for when the rule is
 * judged, so that one that cannot be had fails its own rule and no other.
 *
 * @param rule what is claimed: {@code sum of counts = rows read}
 * @param shown how the numbers are written
 */
public record Check(
    String rule, LongSupplier left, LongSupplier right, LongFunction<String> shown) {

  private static final String PASS = ": PASS";

  public static Check equal(String rule, LongSupplier left, LongSupplier right) {
    return new Check(rule, left, right, RowCount::format);
  }

  public static Check equal(String rule, LongSupplier left, long right) {
    return equal(rule, left, () -> right);
  }

  /** Two checksums, shown as hexadecimal digits. */
  public static Check equalSums(String rule, LongSupplier left, LongSupplier right) {
    return new Check(rule, left, right, HexFormat.of()::toHexDigits);
  }

  /**
   * Prints every rule with its verdict, then fails if one failed.
   *
   * @throws ProgramException naming how many failed
   */
  public static void all(List<Check> rules, Console console) {
    long failed = 0;
    for (Check rule : rules) {
      String verdict = rule.verdict();
      console.print("check  " + rule.rule + ": " + verdict);
      failed += verdict.endsWith(PASS) ? 0 : 1;
    }
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED, failed + " of " + rules.size() + " checks failed");
    }
  }

  private String verdict() {
    try {
      long found = left.getAsLong();
      long wanted = right.getAsLong();
      return shown.apply(found)
          + (found == wanted ? " = " : " but ")
          + shown.apply(wanted)
          + (found == wanted ? PASS : ": FAIL");
    } catch (ProgramException missing) { // a counter that the job did not leave
      return missing.getMessage() + ": FAIL";
    }
  }
}
