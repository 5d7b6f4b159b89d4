// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Trial.NotStruckException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/** Clients beside each other, and what lies between a client and the cluster. */
final class Clients {

  private static final String CLOCK = "clock";

  private Clients() {}

  /** Proven by stagings of several runs in one listing. */
  static void rivals(Trial trial, int clients) throws Exception {
    for (int i = 1; i < clients; i++) {
      trial.startRival();
    }
    int most = 0;
    while (trial.client.isAlive()) {
      Set<String> stagings = new HashSet<>();
      for (FileStatus status : trial.cluster.fs().listStatus(trial.parent)) {
        stagings.add(status.getPath().getName());
      }
      stagings.remove("out");
      most = Math.max(most, stagings.size());
      Thread.sleep(50);
    }
    if (most < 2) {
      throw new NotStruckException("no two runs at once");
    }
    trial.proof = most + " stagings at once of " + clients + " clients";
  }

  static void cleanMeanwhile(Trial trial) throws Exception {
    Path log = trial.cluster.home().resolve("trials/clean-meanwhile.out");
    int kept = 0;
    while (trial.client.isAlive()) {
      trial
          .cluster
          .client(log, Map.of(), List.of("doctor", "--clean", trial.parent.toString()))
          .waitFor();
      kept += Files.readString(log).contains("kept: ") ? 1 : 0;
    }
    if (kept == 0) {
      throw new NotStruckException("doctor --clean met no staging");
    }
    trial.proof = "doctor --clean kept the staging " + kept + " times";
  }

  static void decommission(Trial trial) throws Exception {
    Path exclude = trial.cluster.file("conf/exclude");
    DatanodeInfo[] nodes = trial.cluster.fs().getDataNodeStats(DatanodeReportType.LIVE);
    String leaving = nodes[trial.random.nextInt(nodes.length)].getXferAddr();
    trial.undo.push(
        () -> {
          Files.writeString(exclude, "");
          trial.cluster.fs().refreshNodes();
        });
    trial.sleep(0, 6_000);
    if (!trial.client.isAlive()) {
      throw new NotStruckException("the program was over before");
    }
    Files.writeString(exclude, leaving + "\n");
    trial.cluster.fs().refreshNodes();
    trial.proof =
        trial.await(
            "a DataNode that leaves",
            () -> {
              for (DatanodeInfo node : trial.cluster.fs().getDataNodeStats()) {
                if (node.isDecommissionInProgress() || node.isDecommissioned()) {
                  return Optional.of(node.getXferAddr() + ": " + node.getAdminState());
                }
              }
              return Optional.empty();
            });
    trial.client.end();
  }

  /** The program and its tasks reach every DataNode through a proxy. */
  static void throughProxy(Trial trial, Proxy.Mode mode) throws Exception {
    Set<Integer> ports = new HashSet<>();
    for (DatanodeInfo node : trial.cluster.fs().getDataNodeStats()) {
      ports.add(node.getXferPort());
    }
    Proxy proxy = new Proxy(mode, ports, trial.random.nextLong());
    trial.undo.push(proxy::close);
    trial.proxy = proxy;
    trial.settings.add("-Ddfs.client.use.datanode.hostname=true");
  }

  static void meetProxy(Trial trial) throws Exception {
    trial.client.end();
    if (trial.proxy.struck() == 0) {
      throw new NotStruckException("of " + trial.proxy + " none was struck");
    }
    trial.proof = trial.proxy.toString();
  }

  static void fakeClock(Trial trial) throws Exception {
    String library =
        Stream.of(
                "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
            .map(folder -> folder + "/faketime/libfaketimeMT.so.1")
            .filter(file -> Files.exists(Path.of(file)))
            .findFirst()
            .or(() -> Optional.ofNullable(System.getenv("CHAOS_FAKETIME")))
            .orElseThrow(() -> new NotStruckException("no libfaketime here"));
    set(trial, "+0");
    trial.environment.put("LD_PRELOAD", library);
    trial.environment.put(
        "FAKETIME_TIMESTAMP_FILE", trial.cluster.home().resolve(CLOCK).toString());
    trial.environment.put("FAKETIME_NO_CACHE", "1");
    trial.environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
  }

  static void stepClock(Trial trial) throws Exception {
    trial.sleep(500, 7_000);
    String step = trial.random.nextBoolean() ? "+15m" : "-15m";
    String maps = Files.readString(Path.of("/proc/" + trial.client.pid() + "/maps"));
    if (!trial.client.isAlive() || !maps.contains("libfaketime")) {
      throw new NotStruckException("the client was over, or does not run with libfaketime");
    }
    set(trial, step);
    trial.proof = "libfaketime in the client's memory map, " + step + " while it ran";
  }

  private static void set(Trial trial, String step) throws IOException {
    Files.writeString(trial.cluster.home().resolve(CLOCK), step + "\n");
  }
}
