// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Explains failures of local files, of which Hadoop says too little: in, its message; out, what the
 * file system itself shows to be the reason.
 */
final class FileFailure {

  private static final Pattern CHECKSUM = Pattern.compile("Checksum error: (/?\\S.*) at (\\d+)\\b");

  private FileFailure() {}

  /**
   * @param named the class of what was thrown, and its message
   */
  static Optional<Failure> known(String named, String message, List<String> args) {
    Matcher checksum = CHECKSUM.matcher(message);
    if (named.matches("(?s).*(No space left on device|Disk quota exceeded|DiskOutOfSpace).*")) {
      return Optional.of(new Failure(ExitCode.NOT_READY, message + "; " + spaces(args).get(0)));
    }
    if (named.matches("(?s)FSError: .*|.*Input/output error.*")) {
      String all = String.join("; ", spaces(args));
      return Optional.of(new Failure(ExitCode.NOT_READY, message + "; " + all));
    }
    if (checksum.find()) {
      return Optional.of(damaged(checksum));
    }
    return named.contains("Mkdirs failed to create ")
        ? Optional.of(unmade(message))
        : Optional.empty();
  }

  /** Hadoop says no more of a folder that cannot be made; its nearest parent tells why. */
  private static Failure unmade(String message) {
    String path =
        message.replaceFirst(".*Mkdirs failed to create (?:file:)?", "").replaceFirst(" \\(.*", "");
    File parent = existing(new File(path));
    Optional<String> tooLong =
        Stream.of(path.split("/"))
            .filter(name -> name.getBytes(StandardCharsets.UTF_8).length > 255)
            .findFirst();
    if (tooLong.isPresent()) {
      return new Failure(
          ExitCode.WRONG_USE,
          "the output's name is too long: with the 46 bytes that staging adds it has "
              + tooLong.get().getBytes(StandardCharsets.UTF_8).length
              + " bytes, and a file system takes 255. Choose a name of at most 209 bytes");
    }
    return parent.getUsableSpace() == 0
        ? new Failure(ExitCode.NOT_READY, "cannot make " + path + "; " + space(parent))
        : new Failure(
            ExitCode.WRONG_USE, "cannot make a folder in " + parent + ": " + whyNoFolderIn(parent));
  }

  private static String whyNoFolderIn(File parent) {
    if (!parent.isDirectory()) {
      return "it is a file. Name another output";
    }
    try {
      if (Files.getFileStore(parent.toPath()).isReadOnly()) {
        return "its file system is read-only. Name an output elsewhere";
      }
    } catch (IOException e) {
      return ProgramException.firstLine(e);
    }
    return Files.isWritable(parent.toPath())
        ? "its file system has no inodes left, as df -i shows. Delete files or name an output"
            + " elsewhere"
        : "this user has no write permission there. Name an output elsewhere";
  }

  /** Local files have their checksums beside them; an editor changes the file alone. */
  private static Failure damaged(Matcher checksum) {
    String file = checksum.group(1).replaceFirst("^file:", "");
    File crc = new File(new File(file).getParent(), "." + new File(file).getName() + ".crc");
    return new Failure(
        ExitCode.CHECK_FAILED,
        file
            + " does not match its checksum near byte "
            + RowCount.format(Long.parseLong(checksum.group(2)))
            + ": it was changed after it was written, or the disk is damaged"
            + (crc.exists() ? ". To read it as it is, delete " + crc : ""));
  }

  private static File existing(File file) {
    File nearest = file.getAbsoluteFile();
    while (!nearest.exists() && nearest.getParentFile() != null) {
      nearest = nearest.getParentFile();
    }
    return nearest;
  }

  /** Hadoop does not say which disk failed: the file systems in use, the fullest first. */
  private static List<String> spaces(List<String> args) {
    Map<FileStore, File> folders = new LinkedHashMap<>();
    Stream.concat(
            args.stream().map(arg -> arg.replaceFirst("^-D[^=]*=", "").replaceFirst("^file:", "")),
            Stream.of("user.dir", "java.io.tmpdir", "user.home").map(System::getProperty))
        .map(path -> existing(new File(path)))
        .forEach(folder -> store(folder).ifPresent(on -> folders.putIfAbsent(on, folder)));
    return folders.values().stream()
        .sorted(Comparator.comparing(File::getUsableSpace))
        .map(FileFailure::space)
        .toList();
  }

  private static Optional<FileStore> store(File folder) {
    try {
      return Optional.of(Files.getFileStore(folder.toPath()))
          .filter(store -> folder.getTotalSpace() > 0); // not /proc
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String space(File folder) {
    return String.format(
        Locale.ROOT,
        "%s has %s bytes free of %s",
        folder,
        RowCount.format(folder.getUsableSpace()),
        RowCount.format(folder.getTotalSpace()));
  }
}
