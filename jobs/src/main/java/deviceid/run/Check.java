// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import java.util.List;

/**
 * Two numbers that must be equal, found in different ways.
 *
 * @param rule what is claimed: {@code sum of counts = rows read}
 */
public record Check(String rule, long left, long right) {

  public boolean passed() {
    return left == right;
  }

  @Override
  public String toString() {
    return rule
        + ": "
        + RowCount.format(left)
        + (passed() ? " = " : " but ")
        + RowCount.format(right)
        + (passed() ? ": PASS" : ": FAIL");
  }

  /**
   * Prints every rule with its verdict, then fails if one failed.
   *
   * @throws ProgramException naming how many failed
   */
  public static void all(List<Check> rules, Console console) {
    rules.forEach(rule -> console.print("check  " + rule));
    long failed = rules.stream().filter(rule -> !rule.passed()).count();
    if (failed > 0) {
      throw new ProgramException(
          ExitCode.CHECK_FAILED,
          failed + " of " + rules.size() + " checks failed; nothing was published");
    }
  }
}
