// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import deviceid.cluster.Timeouts;
import deviceid.record.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HAUtilClient;
import org.apache.hadoop.mapreduce.v2.jobhistory.JHAdminConfig;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** Whether this machine's own name and the names that the configuration holds lead anywhere. */
final class HostNameChecks {

  private HostNameChecks() {}

  static List<Finding> of(Configuration conf) {
    Set<String> names = named(conf);
    names.add(NetUtils.getHostname().replaceAll("/.*", ""));
    return List.of(hostNames(names, Timeouts.of(conf)));
  }

  /** All names are resolved at once; one that takes too long counts as unknown. */
  static Finding hostNames(Set<String> names, Timeouts timeouts) {
    List<String> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      try {
        found.add(
            name + " = " + timeouts.within(() -> InetAddress.getByName(name)).getHostAddress());
      } catch (IOException e) {
        unknown.add(name);
      }
    }
    return unknown.isEmpty()
        ? Finding.pass(CheckName.HOST_NAMES, String.join(", ", found))
        : Finding.fail(
            CheckName.HOST_NAMES,
            "unknown: " + String.join(", ", unknown),
            "add to DNS or /etc/hosts, or correct the name in the configuration");
  }

  private static Set<String> named(Configuration conf) {
    Set<String> names = new TreeSet<>();
    URI uri = FileSystem.getDefaultUri(conf);
    if (uri.getHost() != null && !HAUtilClient.isLogicalUri(conf, uri)) {
      names.add(uri.getHost());
    }
    if (!Environment.isLocal(conf)) {
      names.add(host(conf, YarnConfiguration.RM_ADDRESS));
      names.add(host(conf, JHAdminConfig.MR_HISTORY_ADDRESS));
    }
    return names.stream()
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String host(Configuration conf, String setting) {
    return conf.get(setting, "").replaceAll(":\\d+$", "");
  }
}
