// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.record.RunRecord;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Two numbers that must be equal, found in different ways. They are read when the rule is checked,
 * so that a number that is missing fails its own rule only.
 *
 * @param rule what is claimed: {@code sum of counts = rows read}
 * @param shown how the numbers are written
 */
public record Check(
    String rule, LongSupplier left, LongSupplier right, LongFunction<String> shown) {

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

  /** This check of one of several: {@code textbook: rows read = rows counted}. */
  public Check of(String one) {
    return new Check(one + ": " + rule, left, right, shown);
  }

  /**
   * Prints and records every rule with its verdict, then fails if one failed.
   *
   * @throws ProgramException naming how many failed
   */
  public static void all(List<Check> rules, Session session) {
    List<RunRecord.CheckResult> verdicts = new ArrayList<>();
    for (Check rule : rules) {
      RunRecord.CheckResult verdict = rule.verdict();
      verdicts.add(verdict);
      session.console().print("check  " + verdict);
    }
    session.recording().checks(verdicts);
    long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED, failed + " of " + rules.size() + " checks failed");
    }
  }

  private RunRecord.CheckResult verdict() {
    try {
      long found = left.getAsLong();
      long wanted = right.getAsLong();
      return new RunRecord.CheckResult(
          rule, shown.apply(found), shown.apply(wanted), found == wanted);
    } catch (ProgramException missing) { // a counter that the job did not leave
      return new RunRecord.CheckResult(rule, "", missing.getMessage(), false);
    }
  }
}
