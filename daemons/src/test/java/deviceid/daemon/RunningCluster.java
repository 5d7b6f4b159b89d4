// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A cluster of the project's scripts: its folder, its daemons, and what they answer. */
final class RunningCluster {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final long PATIENCE_MINUTES = 10;

  private final Path home;
  private final Path log;
  private final Map<String, String> environment;

  /** The last script's output. */
  String output = "";

  RunningCluster(Path home, Map<String, String> environment) {
    this.home = home;
    this.log = home.resolveSibling("it-cluster.out");
    this.environment = environment;
  }

  /** Exit status of a script of the project, whose output is kept. */
  int run(String... command) throws Exception {
    return end(start(log, command), log);
  }

  /** The same, in the name of another user. */
  int jarAs(String user, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "HADOOP_USER_NAME=" + user));
    command.addAll(List.of("scripts/hadoop", "jar", "jobs/target/device-id-jobs.jar"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  int jar(String... arguments) throws Exception {
    return jarAs(System.getProperty("user.name"), arguments);
  }

  /** A script that runs beside others, with an output of its own. */
  Process start(Path log, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CLUSTER_HOME", home.toString());
    builder.environment().putAll(environment);
    builder.environment().remove("HADOOP_CONF_DIR");
    return builder.start();
  }

  int end(Process process, Path log) throws Exception {
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    output = Files.readString(log);
    assertThat(ended).as("ended in time: " + output).isTrue();
    return process.exitValue();
  }

  /** Names of the daemons and their pids. */
  Map<String, Long> pids() throws IOException {
    Map<String, Long> pids = new TreeMap<>();
    for (String line : Files.readAllLines(home.resolve("ports"))) {
      String daemon = line.split(" ", 2)[0];
      pids.put(daemon, Long.parseLong(Files.readString(home.resolve("pids/" + daemon)).strip()));
    }
    return pids;
  }

  /** A daemon's ports, in the order of the settings that they are for. */
  List<Integer> ports(String daemon) throws IOException {
    return Files.readAllLines(home.resolve("ports")).stream()
        .filter(line -> line.startsWith(daemon + " "))
        .flatMap(line -> List.of(line.split(" ", -1)).stream().skip(1))
        .map(Integer::valueOf)
        .toList();
  }

  /** The port of a daemon's pages. */
  int webPort(String daemon) throws IOException {
    int index = daemon.startsWith("nodemanager") ? 2 : daemon.equals("resourcemanager") ? 4 : 1;
    return ports(daemon).get(index);
  }

  /** What a daemon answers on this machine, as a command line asks. */
  JsonNode json(String daemon, String path) throws IOException {
    String answer = request(webPort(daemon), "GET " + path, "Host: localhost");
    assertThat(answer).startsWith("HTTP/1.1 200");
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  /** The answer to a request with exactly these headers, which Java's clients would not send. */
  static String request(int port, String line, String... headers) throws IOException {
    String head = line + " HTTP/1.0\r\n" + String.join("\r\n", headers);
    return exchange(port, head + "\r\n\r\n");
  }

  static String exchange(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Processes that have this cluster's mark. */
  long processes() throws IOException {
    String mark = "-Dcluster.daemon=" + Files.readString(home.resolve("id")).strip() + "/";
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .count();
  }
}
