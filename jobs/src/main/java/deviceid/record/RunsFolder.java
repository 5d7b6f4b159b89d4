// SPDX-License-Identifier: Apache-2.0
package deviceid.record;

import deviceid.cli.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The folder of run records, on local files: {@code deviceid.runs}, or one under the user's home.
 * Names sort by time. Only files that are named as a record is are ever listed or deleted.
 */
public record RunsFolder(Path path) {

  public static final String SETTING = "deviceid.runs";
  private static final int KEPT = 100;

  private static final Pattern NAME =
      Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-[a-z]+-[0-9a-f]{6}\\.json");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The folder that a configuration names, else a property of the JVM, else the default. */
  public static RunsFolder of(Configuration conf) {
    String home = Path.of(System.getProperty("user.home"), ".device-id-jobs", "runs").toString();
    String named = conf.getTrimmed(SETTING, System.getProperty(SETTING, home));
    if (named.isEmpty() || named.contains(":/")) { // would be one in the working folder
      throw ProgramException.wrongUse(
          SETTING + " is '" + named + "'; name a local folder, or leave it out");
    }
    return new RunsFolder(Path.of(named));
  }

  /** Makes the folder, private, if it is not there; returns a name that is new in it. */
  public Path newFile(String program, Instant started) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    int random = ThreadLocalRandom.current().nextInt(1 << 24); // a secure one costs a start 25 ms
    return path.resolve(
        TIME.format(started)
            + "-"
            + program
            + "-"
            + HexFormat.of().toHexDigits(random, 6)
            + ".json");
  }

  /** The records, the oldest first. */
  public List<Path> records() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Deletes the oldest records beyond the last hundred. */
  void prune() throws IOException {
    List<Path> records = records();
    for (Path old : records.subList(0, Math.max(0, records.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }
}
