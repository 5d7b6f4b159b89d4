// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class NodeChecksTest {

  private static final Map<String, String> SOUND =
      Map.of(
          "yarn.nodemanager.env-whitelist", "JAVA_HOME,HADOOP_MAPRED_HOME",
          "yarn.nodemanager.vmem-check-enabled", "false",
          "yarn.nodemanager.aux-services", "mapreduce_shuffle",
          "yarn.log-aggregation-enable", "true");

  private final Configuration conf = new Configuration();

  @Test
  void findsNothingAmissOnASoundNode() {
    assertThat(NodeChecks.of(conf, List.of(node("17", "3.5.0", SOUND, 0))))
        .allMatch(Finding::isPass)
        .hasSize(8);
  }

  @Test
  void namesASettingThatIsWrong() {
    assertThat(NodeChecks.containerJava(with("yarn.nodemanager.env-whitelist", "PATH")).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(
            NodeChecks.containerClassPath(conf, with("yarn.nodemanager.env-whitelist", "JAVA_HOME"))
                .verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(
            NodeChecks.virtualMemory(with("yarn.nodemanager.vmem-check-enabled", "true")).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(NodeChecks.shuffle(with("yarn.nodemanager.aux-services", "")).verdict())
        .isEqualTo(Verdict.FAIL);
    Map<String, String> lost = new HashMap<>(SOUND);
    lost.put("yarn.log-aggregation-enable", "false");
    lost.put("yarn.nodemanager.log.retain-seconds", "0");
    assertThat(NodeChecks.logs(List.of(node("17", "3.5.0", lost, 0))).verdict())
        .isEqualTo(Verdict.WARN);
  }

  @Test
  void aClassPathNeedsNoVariableWhereTheJobSetsIt() {
    for (String name :
        List.of("yarn.app.mapreduce.am.env", "mapreduce.map.env", "mapreduce.reduce.env")) {
      conf.set(name, "HADOOP_MAPRED_HOME=/opt/hadoop");
    }

    assertThat(NodeChecks.containerClassPath(conf, with("yarn.nodemanager.env-whitelist", "")))
        .matches(Finding::isPass);
  }

  @Test
  void judgesTheNodesJava() {
    List<NodeSettings> eight = List.of(node("1.8", "3.5.0", SOUND, 0));
    assertThat(NodeChecks.nodeJava(conf, eight).verdict()).isEqualTo(Verdict.FAIL);
    List<NodeSettings> old = List.of(node("17", "3.3.6", SOUND, 0));
    assertThat(NodeChecks.nodeJava(conf, old).verdict()).isEqualTo(Verdict.PASS);
    assertThat(NodeChecks.javaFlags(conf, old).verdict()).isEqualTo(Verdict.WARN);
    conf.set("mapreduce.map.java.opts", "--add-opens=java.base/java.lang=ALL-UNNAMED");
    assertThat(NodeChecks.javaFlags(conf, old).verdict()).isEqualTo(Verdict.PASS);
    assertThat(NodeChecks.javaFlags(conf, eight).verdict()).isEqualTo(Verdict.FAIL);
    conf.set("mapreduce.map.env", "JAVA_HOME=/opt/java-17");
    assertThat(NodeChecks.nodeJava(conf, eight).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void judgesTheNodesClock() {
    assertThat(NodeChecks.clock(List.of(node("17", "3.5.0", SOUND, -31_000))).verdict())
        .isEqualTo(Verdict.WARN);
    assertThat(NodeChecks.clock(List.of(node("17", "3.5.0", SOUND, 601_000))).verdict())
        .isEqualTo(Verdict.WARN);
  }

  private static List<NodeSettings> with(String name, String value) {
    Map<String, String> settings = new HashMap<>(SOUND);
    settings.put(name, value);
    return List.of(node("17", "3.5.0", settings, 0));
  }

  private static NodeSettings node(
      String java, String hadoop, Map<String, String> settings, long skewMillis) {
    return new NodeSettings("n:8042", java, hadoop, settings, skewMillis);
  }
}
