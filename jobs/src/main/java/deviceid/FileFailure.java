// SPDX-License-Identifier: Apache-2.0
package deviceid;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Explains failures of local files, of which Hadoop says too little: in, its message; out, what the
 * file system itself shows to be the reason.
 */
final class FileFailure {

  private FileFailure() {}

  /** Hadoop says no more of a folder that cannot be made; its nearest parent tells why. */
  static Failure unmade(String message) {
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
        ? new Failure(ExitCode.NOT_READY, "cannot make " + path + space(parent))
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
  static Failure damaged(Matcher checksum) {
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

  /** Hadoop does not say which disk is full: of those in use, the one with the least space is. */
  static String space() {
    return Stream.of("user.dir", "java.io.tmpdir", "user.home")
        .map(property -> existing(new File(System.getProperty(property))))
        .min(Comparator.comparing(File::getUsableSpace))
        .map(FileFailure::space)
        .orElse("");
  }

  private static String space(File folder) {
    return String.format(
        Locale.ROOT,
        "; %s has %s bytes free of %s",
        folder,
        RowCount.format(folder.getUsableSpace()),
        RowCount.format(folder.getTotalSpace()));
  }
}
