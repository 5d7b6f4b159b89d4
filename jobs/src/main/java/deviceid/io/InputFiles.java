// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files that a job will read, found and tried before it starts. Names that begin with _ or .
 * are passed over, as Hadoop does.
 *
 * @param root the input as it was named, qualified
 * @param files the files in the order of their names
 * @param compressed whether one of them is
 */
public record InputFiles(Path root, List<FileStatus> files, boolean compressed) {

  private static final PathFilter VISIBLE =
      path -> !path.getName().startsWith("_") && !path.getName().startsWith(".");

  public InputFiles {
    files = List.copyOf(files);
  }

  /**
   * @throws ProgramException if there is no such path, a folder holds folders, or a file cannot be
   *     opened
   */
  public static InputFiles find(Path input, Configuration conf) throws IOException {
    InputFiles found = list(input, conf);
    for (FileStatus file : found.files) {
      tryToOpen(input.getFileSystem(conf), file.getPath());
    }
    return found;
  }

  /** The same without trying whether the files can be read. */
  public static InputFiles list(Path input, Configuration conf) throws IOException {
    FileSystem fs = input.getFileSystem(conf);
    Path root = fs.makeQualified(input);
    FileStatus[] found = fs.globStatus(root, VISIBLE);
    if (found == null || found.length == 0) {
      throw ProgramException.wrongUse("input " + root + " does not exist, or its name is hidden");
    }
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : found) {
      files.addAll(status.isFile() ? List.of(status) : children(fs, status.getPath()));
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    CompressionCodecFactory codecs = new CompressionCodecFactory(conf);
    boolean compressed = files.stream().anyMatch(file -> codecs.getCodec(file.getPath()) != null);
    return new InputFiles(root, files, compressed);
  }

  /**
   * Refuses to go on with files that are not as they were found: others, longer, shorter or written
   * since.
   *
   * @throws ProgramException naming the first that differs
   */
  public void refuseChanged(Configuration conf) throws IOException {
    Set<String> before = states(files);
    Set<String> now;
    try {
      now = states(list(root, conf).files);
    } catch (ProgramException e) { // all of it is gone
      throw changed(e.getMessage());
    }
    for (String state : now) {
      if (!before.remove(state)) {
        throw changed("now " + state);
      }
    }
    if (!before.isEmpty()) {
      throw changed("no longer " + before.iterator().next());
    }
  }

  private ProgramException changed(String how) {
    return new ProgramException(
        ExitCode.CHECK_FAILED,
        "input " + root + " changed meanwhile: " + how + "; nothing was published");
  }

  private static Set<String> states(List<FileStatus> files) {
    Set<String> states = new LinkedHashSet<>();
    for (FileStatus file : files) {
      Instant written = Instant.ofEpochMilli(file.getModificationTime());
      states.add(file.getPath() + " of " + file.getLen() + " bytes, written " + written);
    }
    return states;
  }

  /** Bytes of all files as they are stored. */
  public long bytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
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

  /**
   * Refuses an output that lies inside the input, which the next run would read.
   *
   * @throws ProgramException if it does
   */
  public void refuseInside(Path output, Configuration conf) throws IOException {
    Path target = output.getFileSystem(conf).makeQualified(output);
    for (Path folder = target.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.equals(root)) {
        throw ProgramException.wrongUse("output " + target + " lies inside the input " + root);
      }
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

  private static void tryToOpen(FileSystem fs, Path file) throws IOException {
    try {
      fs.open(file).close();
    } catch (AccessControlException | FileNotFoundException e) {
      throw new ProgramException(
          ExitCode.WRONG_USE, "input " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
