// SPDX-License-Identifier: Apache-2.0
package deviceid.doctor;

import deviceid.cluster.Finding;
import deviceid.cluster.Finding.CheckName;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Whether NameNode and DataNode folders on this machine belong to one cluster: a NameNode formatted
 * over old data turns its DataNodes away. Where their folders cannot be read, there is no finding.
 */
final class ClusterIds {

  private ClusterIds() {}

  static List<Finding> check(Configuration conf) {
    Map<String, String> ids = new TreeMap<>();
    for (String setting : List.of("dfs.namenode.name.dir", "dfs.datanode.data.dir")) {
      for (String folder : conf.getTrimmedStrings(setting)) {
        String path = folder.replaceFirst("^\\[\\w+\\]", "").replaceFirst("^file:/*", "/");
        id(Path.of(path, "current", "VERSION"), path, ids);
      }
    }
    if (ids.size() < 2) {
      return List.of();
    }
    String value =
        ids.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    Set<String> different = new TreeSet<>(ids.values());
    return List.of(
        different.size() == 1
            ? Finding.pass(CheckName.CLUSTER_ID, different.iterator().next())
            : Finding.fail(
                CheckName.CLUSTER_ID,
                value,
                "delete the folders of the cluster that is gone; its data are lost already"));
  }

  private static void id(Path version, String folder, Map<String, String> ids) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(version, StandardCharsets.ISO_8859_1)) {
      properties.load(in);
      String id = properties.getProperty("clusterID");
      if (id != null) {
        ids.put(folder, id);
      }
    } catch (IOException e) {
      return; // not on this machine, or not this user's to read
    }
  }
}
