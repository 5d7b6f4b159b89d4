// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Listening TCP sockets of a process, from Linux's /proc. */
final class Listeners {

  private static final String LISTEN = "0A";

  /** 127.0.0.1, and the same in IPv6's notation, as /proc writes them. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private Listeners() {}

  /** Addresses that the process listens on and that are not loopback, as /proc writes them. */
  static Set<String> beyondLoopback(long pid) throws IOException {
    Set<String> found = new TreeSet<>(of(pid));
    found.removeIf(address -> LOOPBACK.contains(address.substring(0, address.indexOf(':'))));
    return found;
  }

  /** All addresses that the process listens on, {@code hex address:hex port}. */
  static Set<String> of(long pid) throws IOException {
    Set<String> sockets = sockets(pid);
    Set<String> found = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields[3].equals(LISTEN) && sockets.contains(fields[9])) {
          found.add(fields[1]);
        }
      }
    }
    return found;
  }

  /** Inodes of the sockets that the process holds. */
  private static Set<String> sockets(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
