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
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Explains failures of which Hadoop and Java say too little: in, what was thrown; out, of local
 * files what the file system itself shows to be the reason, of settings the setting or the line of
 * the site file.
 */
final class FailureReason {

  private static final Pattern CHECKSUM = Pattern.compile("Checksum error: (/?\\S.*) at (\\d+)\\b");

  /** The end of what an XML parser says: {@code [row,col,system-id]: [5,17,"file:/x.xml"]}. */
  private static final Pattern XML_PLACE =
      Pattern.compile("\\[row,col(?:,system-id)?\\]: \\[(\\d+),\\d+(?:,\"([^\"]+)\")?");

  private static final Pattern NO_NUMBER = Pattern.compile("^For input string: \"([^\"]*)\"");

  private FailureReason() {}

  /**
   * @param named the class of what was thrown, and its message
   */
  static Optional<Failure> known(Throwable cause, String named, String message, List<String> args) {
    return ofFile(named, message, args).or(() -> ofSetting(cause, message, args));
  }

  private static Optional<Failure> ofFile(String named, String message, List<String> args) {
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
        .map(FailureReason::space)
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

  private static Optional<Failure> ofSetting(Throwable cause, String message, List<String> args) {
    Matcher place = XML_PLACE.matcher(String.valueOf(cause.getMessage()));
    Matcher number = NO_NUMBER.matcher(message);
    String line = "";
    if (place.find()) {
      line = xml(message, place);
    } else if (cause instanceof NumberFormatException && number.find()) {
      line = noNumber(number.group(1), args);
    } else if (cause instanceof PatternSyntaxException) {
      line = message + "; correct the regular expression in hadoop.security.sensitive-config-keys";
    } else if (message.contains("cannot be cast to class org.apache.hadoop.fs.LocalFileSystem")) {
      line = "fs.file.impl names no LocalFileSystem, which Hadoop needs; remove it";
    } else if (message.startsWith("Cannot initialize Cluster")) {
      line = message.replaceFirst("\\.$", "") + "; mapreduce.framework.name takes local or yarn";
    }
    return Optional.of(line)
        .filter(known -> !known.isEmpty())
        .map(known -> new Failure(ExitCode.WRONG_USE, known));
  }

  /** A site file, or the file of -conf, that is no XML. */
  private static String xml(String message, Matcher place) {
    String file = place.group(2) == null ? "a configuration file" : place.group(2);
    return file.replaceFirst("^file:/*", "/")
        + ", line "
        + place.group(1)
        + ": "
        + message.replaceFirst("\\s*at \\[row,col.*", "").replaceFirst(";? ?\\R.*", "");
  }

  /** Java names the text alone: a setting of the command line, or of a site file, has it. */
  private static String noNumber(String text, List<String> args) {
    return args.stream()
            .map(arg -> arg.replaceFirst("^-D", ""))
            .filter(arg -> arg.endsWith("=" + text))
            .findFirst()
            .orElse("a setting with the value '" + text + "'")
        + " is not a number that Hadoop can read there";
  }
}
