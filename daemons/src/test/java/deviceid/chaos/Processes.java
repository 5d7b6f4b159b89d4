// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Processes as the kernel shows them. */
final class Processes {

  /** A JVM of a job; the attempt of a task, or {@code master}. */
  record Container(long pid, String id, String attempt) {}

  static final char STOPPED = 'T';
  static final char OVER = 'X';

  private static final Pattern CONTAINER =
      Pattern.compile("container(_e\\d+)?_\\d+_\\d+_\\d+_\\d+");
  private static final Pattern ATTEMPT = Pattern.compile("attempt_\\d+_\\d+_[mr]_\\d+_\\d+");

  private Processes() {}

  /** The JVMs of jobs whose logs lie in a folder. */
  static List<Container> containers(String folder) throws IOException {
    List<Container> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        String line = read(process.resolve("cmdline"));
        Matcher id = CONTAINER.matcher(line);
        if (line.split("\0", 2)[0].endsWith("/java") && line.contains(folder) && id.find()) {
          Matcher attempt = ATTEMPT.matcher(line);
          found.add(
              new Container(
                  Long.parseLong(process.getFileName().toString()),
                  id.group(),
                  attempt.find() ? attempt.group() : "master"));
        }
      }
    }
    return found;
  }

  /** A process's state as the kernel tells it: R, S, T ...; X for one that is over. */
  static char state(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    char found = stat.isEmpty() ? OVER : stat.charAt(stat.lastIndexOf(')') + 2);
    return found == 'Z' ? OVER : found;
  }

  static void signal(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor();
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
