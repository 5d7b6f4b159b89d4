// SPDX-License-Identifier: Apache-2.0
package deviceid.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.faults.Trial.Damage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge of fault trials, judged. */
class TrialTest {

  private static final Map<String, Long> REFERENCE = Map.of("a", 1L, "b", 1L, "c", 1L);

  private final Trial trial = new Trial("fault");

  @Test
  void aFaultThatDidNotFireFailsTheTrial() {
    assertThatThrownBy(() -> trial.fired("a sign", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not fire, no sign of: a sign");
    assertThatThrownBy(() -> trial.fired("failed maps", 0, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not fire as planted: failed maps");
  }

  @Test
  void noOutcomeIsJudgedBeforeTheFaultIsProven() {
    assertThatThrownBy(() -> trial.publishes("a\n", "a\n"))
        .hasMessageContaining("nothing shows that the fault fired");
    assertThatThrownBy(() -> trial.leavesNothing(List.of()))
        .hasMessageContaining("nothing shows that the fault fired");

    trial.fired("a sign", true);
    assertThatCode(() -> trial.publishes("a\n", "a\n")).doesNotThrowAnyException();
    assertThatCode(() -> trial.leavesNothing(List.of())).doesNotThrowAnyException();
  }

  @Test
  void everyKindOfDamageFailsTheTrial() {
    trial.fired("a sign", true);

    assertThatThrownBy(() -> trial.publishes("a\n", "a\nb\n")).hasMessageContaining("1/0/0");
    assertThatThrownBy(() -> trial.publishes("a\nb\nb\n", "a\nb\n")).hasMessageContaining("0/1/0");
    assertThatThrownBy(() -> trial.publishes("a\nx\n", "a\nb\n")).hasMessageContaining("0/0/1");
    assertThatThrownBy(() -> trial.publishes("b\na\n", "a\nb\n")).hasMessageContaining("in order");
    assertThatThrownBy(() -> trial.publishes("a\nb", "a\nb\n")).hasMessageContaining("in order");
    assertThatThrownBy(() -> trial.publishes(Map.of("a", 2L), Map.of("a", 3L)))
        .hasMessageContaining("1/0/0");
    assertThatThrownBy(() -> trial.leavesNothing(List.of(".ids.staging-1")))
        .hasMessageContaining(".ids.staging-1");
  }

  @Test
  void damageIsCountedByKind() {
    assertThat(Damage.between(REFERENCE, REFERENCE)).isEqualTo(new Damage(0, 0, 0));
    assertThat(Damage.between(Map.of("a", 1L), REFERENCE)).isEqualTo(new Damage(2, 0, 0));
    assertThat(Damage.between(Map.of("a", 1L, "b", 3L, "x", 1L), REFERENCE))
        .isEqualTo(new Damage(0, 2, 1));
  }
}
