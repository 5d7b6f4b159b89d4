// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class CheckTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Session session =
      new Session(new Configuration(false), new Console(stream, stream, false), List.of());

  @Test
  void passesWhereAllNumbersAgree() {
    assertThatCode(() -> Check.all(List.of(Check.equal("a = b", () -> 1_000, 1_000)), session))
        .doesNotThrowAnyException();

    assertThat(out).hasToString("check  a = b: 1,000: PASS\n");
  }

  @Test
  void reportsEveryRuleBeforeItFails() {
    List<Check> rules =
        List.of(
            Check.equal("a = b", () -> 1, 2),
            Check.equal("c = d", () -> 3, 3),
            Check.equal("e = f", () -> 5, () -> 4));

    assertThatThrownBy(() -> Check.all(rules, session))
        .isInstanceOfSatisfying(
            ProgramException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.CHECK_FAILED))
        .hasMessage("2 of 3 checks failed");
    assertThat(out)
        .hasToString(
            "check  a = b: found 1, expected 2: FAIL\ncheck  c = d: 3: PASS\ncheck  e = f: found 5, expected 4: FAIL\n");
  }

  @Test
  void aCounterThatIsMissingFailsItsOwnRuleAndTheOthersAreStillTold() {
    List<Check> rules =
        List.of(
            Check.equal(
                "a = b",
                () -> {
                  throw new ProgramException(ExitCode.CHECK_FAILED, "the job left no counter A");
                },
                0),
            Check.equal("c = d", () -> 3, 3));

    assertThatThrownBy(() -> Check.all(rules, session)).hasMessage("1 of 2 checks failed");
    assertThat(out)
        .hasToString("check  a = b: the job left no counter A: FAIL\ncheck  c = d: 3: PASS\n");
  }
}
