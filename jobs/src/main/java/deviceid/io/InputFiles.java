// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.security.TokenCache;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files that a job will read, found and tried before it starts; driver and job find them by the
 * same rules. A name that exists as it is written stands for itself, brackets, stars and all;
 * another one is a glob. Names that begin with _ or . are passed over, as Hadoop does.
 *
 * @param root the input as it was named, qualified
 * @param named what the name stands for: files, and folders of files
 * @param files the files in the order of their names
 * @param packed those of them that are compressed
 */
public record InputFiles(Path root, List<Path> named, List<FileStatus> files, List<Path> packed) {

  private static final PathFilter VISIBLE =
      path -> !path.getName().startsWith("_") && !path.getName().startsWith(".");

  /** Files from which on they are worth a word, if they are small. */
  private static final int MANY = 1_000;

  private static final long SMALL_BYTES = 1 << 20;

  public InputFiles {
    named = List.copyOf(named);
    files = List.copyOf(files);
    packed = List.copyOf(packed);
  }

  /**
   * @throws ProgramException if there is no such path, it is hidden, a folder holds folders, or a
   *     file cannot be opened or decompressed
   */
  public static InputFiles find(Path input, Configuration conf) throws IOException {
    input.getFileSystem(conf); // fails where its host is unknown, which is no matter of names
    try {
      InputFiles found = list(input, conf);
      for (FileStatus file : found.files) {
        tryToOpen(file.getPath(), conf);
      }
      for (Path file : found.packed) {
        Compressed.tryToRead(file, conf);
      }
      return found;
    } catch (IllegalArgumentException e) { // local files may have colons, Hadoop's names may not
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input " + input + ": no name for Hadoop: " + ProgramException.firstLine(e),
          e);
    }
  }

  /** The files of a job whose input path is a {@link #root}, listed again but not opened. */
  public static InputFiles of(JobContext context) throws IOException {
    Path input = FileInputFormat.getInputPaths(context)[0];
    Configuration conf = context.getConfiguration();
    TokenCache.obtainTokensForNamenodes(context.getCredentials(), new Path[] {input}, conf);
    return list(input, conf);
  }

  /** The same as {@link #find} without trying whether the files can be read. */
  public static InputFiles list(Path input, Configuration conf) throws IOException {
    FileSystem fs = input.getFileSystem(conf);
    Path root = fs.makeQualified(input);
    List<Path> named = new ArrayList<>();
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : matches(fs, root)) {
      named.add(status.getPath());
      files.addAll(status.isFile() ? List.of(status) : children(fs, status.getPath()));
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    List<Path> paths = files.stream().map(FileStatus::getPath).toList();
    return new InputFiles(
        root, named, files, paths.stream().filter(path -> Compressed.is(path, conf)).toList());
  }

  /**
   * Refuses to go on with files that are not as they were found: others, longer, shorter or written
   * since.
   *
   * @throws ProgramException naming the first that differs
   */
  public void refuseChanged(Configuration conf) throws IOException {
    InputChanges.refuse(this, conf);
  }

  /** Bytes of all files as they are stored. */
  public long bytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  /** Rows by the bytes of the files, as far as they are of fixed width and not compressed. */
  public long rows() {
    return files.stream().mapToLong(InputFiles::rows).sum();
  }

  /** Rows of fixed width that a file has the bytes for; its last newline may be missing. */
  public static long rows(FileStatus file) {
    return (file.getLen() + 1) / DeviceIds.ROW_BYTES;
  }

  /** The input's name and state, which tell whether an output was made of what is there now. */
  public Map<String, Object> settings() {
    long newest = files.stream().mapToLong(FileStatus::getModificationTime).max().orElse(0);
    return Map.of(
        "input",
        root,
        "input_state",
        files.size() + " files, " + bytes() + " bytes, changed " + Instant.ofEpochMilli(newest));
  }

  /** Whether a file is compressed. */
  public boolean compressed() {
    return !packed.isEmpty();
  }

  /** What a scan of these files costs more than it need, in words. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (packed.size() == 1) {
      notices.add(packed.get(0).getName() + " is compressed: one map reads it, no parallelism");
    } else if (packed.size() > 1) {
      notices.add(
          RowCount.format(packed.size())
              + " files are compressed: one map reads each, no parallelism within a file");
    }
    if (files.size() >= MANY && bytes() / files.size() < SMALL_BYTES) {
      notices.add(
          RowCount.format(files.size())
              + " files of "
              + RowCount.format(bytes() / files.size())
              + " bytes on average: a map each, which takes longer to start than to read;"
              + " fewer, larger files are faster");
    }
    return notices;
  }

  /**
   * Refuses an output that lies inside the input, which the next run would read, and one that is
   * the input or holds it.
   *
   * @throws ProgramException if so
   */
  public void refuseOutput(Path output, Configuration conf) throws IOException {
    Path target = output.getFileSystem(conf).makeQualified(output);
    for (Path path : named) {
      if (path.equals(target)) {
        throw ProgramException.wrongUse("output " + target + " is the input");
      }
      if (isInside(target, path)) {
        throw ProgramException.wrongUse("output " + target + " lies inside the input " + path);
      }
      if (isInside(path, target)) {
        throw ProgramException.wrongUse("output " + target + " holds the input " + path);
      }
    }
  }

  private static boolean isInside(Path path, Path folder) {
    Path parent = path.getParent();
    return parent != null && (parent.equals(folder) || isInside(parent, folder));
  }

  private static List<FileStatus> matches(FileSystem fs, Path root) throws IOException {
    try {
      FileStatus exact = fs.getFileStatus(root);
      if (!VISIBLE.accept(root)) {
        throw ProgramException.wrongUse(
            "input " + root + " is hidden: names that begin with _ or . hold no rows");
      }
      return List.of(exact);
    } catch (FileNotFoundException e) {
      FileStatus[] found = glob(fs, root);
      if (found == null || found.length == 0) {
        throw new ProgramException(ExitCode.WRONG_USE, "input " + root + " does not exist", e);
      }
      return List.of(found);
    }
  }

  private static FileStatus[] glob(FileSystem fs, Path pattern) throws IOException {
    try {
      return fs.globStatus(pattern, VISIBLE);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("Illegal file pattern")) {
        throw new ProgramException(
            ExitCode.WRONG_USE, "input " + pattern + " does not exist and is no glob either", e);
      }
      throw e;
    }
  }

  private static List<FileStatus> children(FileSystem fs, Path folder) throws IOException {
    List<FileStatus> files = List.of(fs.listStatus(folder, VISIBLE));
    for (FileStatus child : files) {
      if (child.isDirectory()) {
        throw ProgramException.wrongUse(
            "input "
                + folder
                + " holds the folder "
                + child.getPath().getName()
                + "; name a file, or a folder of files");
      }
    }
    return files;
  }

  private static void tryToOpen(Path file, Configuration conf) throws IOException {
    try {
      file.getFileSystem(conf).open(file).close();
    } catch (AccessControlException | FileNotFoundException e) {
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input " + file + " cannot be read: " + ProgramException.firstLine(e),
          e);
    }
  }
}
