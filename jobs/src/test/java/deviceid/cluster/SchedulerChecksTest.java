// SPDX-License-Identifier: Apache-2.0
package deviceid.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.cluster.Finding.Verdict;
import deviceid.cluster.SchedulerState.Node;
import deviceid.cluster.SchedulerState.Queue;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.junit.jupiter.api.Test;

class SchedulerChecksTest {

  private static final Node SOUND = new Node("a", "a:1", NodeState.RUNNING, "", 4096, 0);
  private static final Node FULL = new Node("b", "b:1", NodeState.RUNNING, "", 4096, 4096);
  private static final Node ILL =
      new Node("c", "c:1", NodeState.UNHEALTHY, "local-dirs are bad", 4096, 0);
  private static final Queue OPEN = new Queue("default", true, 0, 2048, 0);

  private final Configuration conf = new Configuration();

  @Test
  void findsNothingAmissOnASoundCluster() {
    assertThat(SchedulerChecks.of(conf, state(OPEN, SOUND))).allMatch(Finding::isPass).hasSize(5);
  }

  @Test
  void failsWithoutANodeManager() {
    assertThat(SchedulerChecks.nodeManagers(state(OPEN)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void anUnhealthyNodeFailsOnlyWhereItIsTheLast() {
    Finding alone = SchedulerChecks.health(state(OPEN, ILL));

    assertThat(alone.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(alone.value()).isEqualTo("c: local-dirs are bad");
    assertThat(SchedulerChecks.health(state(OPEN, ILL, SOUND)).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void namesTheSettingThatAsksForTooMuchMemory() {
    conf.setInt("mapreduce.map.memory.mb", 4097);

    Finding finding = SchedulerChecks.memory(conf, state(OPEN, SOUND));

    assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(finding.fix()).startsWith("lower mapreduce.map.memory.mb, or raise");
  }

  @Test
  void warnsWhereNoNodeHasRoomForAMasterNow() {
    assertThat(SchedulerChecks.memory(conf, state(OPEN, FULL)).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void failsWithoutAnOpenQueueOfTheName() {
    SchedulerState none = new SchedulerState(List.of(SOUND), 8192, Optional.empty());

    assertThat(SchedulerChecks.queue(conf, none).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(SchedulerChecks.queue(conf, state(queue(false, 0, 0), SOUND)).verdict())
        .isEqualTo(Verdict.FAIL);
    assertThat(SchedulerChecks.queue(conf, state(queue(true, 3, 0), SOUND)).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void warnsWhereOtherMastersHoldTheShare() {
    assertThat(SchedulerChecks.mastersShare(conf, state(queue(true, 0, 1536), SOUND)).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void aJobThatWaitsInTheQueueIsNotBlamedForWaitingThere() {
    SchedulerState alone = state(queue(true, 1, 0), SOUND).withoutOnePending();
    SchedulerState behind = state(queue(true, 2, 0), SOUND).withoutOnePending();

    assertThat(SchedulerChecks.queue(conf, alone).verdict()).isEqualTo(Verdict.PASS);
    assertThat(SchedulerChecks.queue(conf, behind).value()).contains("1 applications wait");
  }

  @Test
  void aJobThatTheQueueHasLetInIsNotBlamedForItsOwnMaster() {
    SchedulerState own = state(queue(true, 0, 2048), SOUND);

    assertThat(SchedulerChecks.ofNodes(conf, own)).allMatch(Finding::isPass);
    assertThat(SchedulerChecks.of(conf, own)).anyMatch(finding -> !finding.isPass());
  }

  private static Queue queue(boolean open, int pending, long used) {
    return new Queue("default", open, pending, 2048, used);
  }

  private static SchedulerState state(Queue queue, Node... nodes) {
    return new SchedulerState(List.of(nodes), 8192, Optional.of(queue));
  }
}
