// SPDX-License-Identifier: Apache-2.0
package deviceid.io;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    for (FileStatus file : files) {
      tryToOpen(fs, file.getPath());
    }
    return new InputFiles(root, files, compressed);
  }

  /** Bytes of all files as they are stored. */
  public long bytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  /** Changes with any file of the input: how many, their bytes, and the newest time of change. */
  public String state() {
    long newest = files.stream().mapToLong(FileStatus::getModificationTime).max().orElse(0);
    return files.size() + " files, " + bytes() + " bytes, changed " + Instant.ofEpochMilli(newest);
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
