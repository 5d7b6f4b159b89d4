// SPDX-License-Identifier: Apache-2.0
package deviceid;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.record.RunRecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of all kinds in the settings of a job on YARN, and every place where it leaves text. */
class PlantedSecretsIT {

  private static MiniCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = MiniCluster.shared();
  }

  /** The job's own job.xml must hold them: it is private, and goes with the job. */
  @Test
  void areInNoOutputRecordHistoryOrLog() throws Exception {
    Path record = folder.resolve("record.json");
    PlantedSecrets secrets = new PlantedSecrets(folder);

    Run generate =
        cluster.run(
            secrets.on(
                "generate",
                "/planted/ids",
                "--ids",
                "100",
                "--cores",
                "1",
                "--record",
                record.toString()));

    generate.succeeds();
    assertThat(PlantedSecrets.in(generate.toString())).isEmpty();
    String recorded = Files.readString(record);
    assertThat(recorded).contains("our.house.badge", "attempt_");
    assertThat(PlantedSecrets.in(recorded)).isEmpty();
    String id = RunRecordReader.read(record).jobs().get(0).id();
    List<String> read = new ArrayList<>();
    List<String> found = new ArrayList<>();
    searchHdfs("/planted", read, found);
    searchHdfs("/staging", read, found);
    for (int node = 0; node < 2; node++) {
      for (String logs :
          cluster.nodeManager(node).getConfig().getTrimmedStrings("yarn.nodemanager.log-dirs")) {
        searchLogs(Path.of(logs), read, found);
      }
    }
    assertThat(read)
        .contains(id + "_conf.xml", "syslog")
        .anyMatch(name -> name.startsWith(id) && name.endsWith(".jhist"));
    assertThat(found).isEmpty();
  }

  private static void searchHdfs(String root, List<String> read, List<String> found)
      throws IOException {
    var files = cluster.fs().listFiles(new org.apache.hadoop.fs.Path(root), true);
    while (files.hasNext()) {
      var file = files.next().getPath();
      try (var in = cluster.fs().open(file)) {
        search(file.toString(), in.readAllBytes(), read, found);
      }
    }
  }

  private static void searchLogs(Path root, List<String> read, List<String> found)
      throws IOException {
    try (Stream<Path> logs = Files.walk(root)) {
      for (Path log : (Iterable<Path>) logs.filter(Files::isRegularFile)::iterator) {
        search(log.toString(), Files.readAllBytes(log), read, found);
      }
    }
  }

  private static void search(String file, byte[] bytes, List<String> read, List<String> found) {
    read.add(file.substring(file.lastIndexOf('/') + 1));
    PlantedSecrets.in(new String(bytes, StandardCharsets.ISO_8859_1))
        .forEach(secret -> found.add(file + ": " + secret));
  }
}
