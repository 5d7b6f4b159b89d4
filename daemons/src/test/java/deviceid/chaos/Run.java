// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Oracle.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the suite as its user runs it: one process, whose output is kept. */
final class Run {

  private static final int PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path log;
  private boolean struck;

  Run(Cluster cluster, String name, Map<String, String> environment, List<String> arguments)
      throws IOException {
    Path folder = Files.createDirectories(cluster.home().resolve("trials"));
    log = folder.resolve(name + ".out");
    process = cluster.client(log, environment, arguments);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** It will end because of a signal to itself, and may have published without saying so. */
  void isStruck() {
    struck = true;
  }

  /** Waits for it; one that does not end is asked for its threads and killed, with exit 137. */
  Ending end() throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      Processes.signal("QUIT", process.pid());
      Thread.sleep(1_000);
      process.destroyForcibly().waitFor();
    }
    List<String> lines = output().lines().filter(line -> !line.isBlank()).toList();
    return new Ending(
        process.exitValue(), lines.isEmpty() ? "" : lines.get(lines.size() - 1), struck);
  }

  String output() throws IOException {
    return Files.readString(log);
  }
}
