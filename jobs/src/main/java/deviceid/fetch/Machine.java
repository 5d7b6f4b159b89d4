// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Patience;
import deviceid.run.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** Whether tasks run where this process does: its loopback address is no other machine's. */
final class Machine {

  private Machine() {}

  /**
   * @throws ProgramException naming a node that runs on another machine
   */
  static void refuseOtherNodes(Configuration conf) throws IOException {
    if (Engine.isLocal(conf)) {
      return;
    }
    for (String host : Patience.within(() -> hosts(Patience.hurried(conf)))) {
      if (!isHere(host)) {
        throw new ProgramException(
            ExitCode.NOT_READY,
            "node "
                + host
                + " is another machine, whose tasks cannot reach a server on this one's loopback"
                + " address; run --demo with -D mapreduce.framework.name=local");
      }
    }
  }

  static boolean isHere(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
  }

  private static List<String> hosts(Configuration conf) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getNodeReports(NodeState.RUNNING).stream()
          .map(NodeReport::getNodeId)
          .map(node -> node.getHost())
          .distinct()
          .toList();
    }
  }
}
