// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.Printable;
import deviceid.cli.ProgramException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Resolves the name of an input: itself, if it exists as it is written, brackets, stars and all;
 * else what it matches as a glob. Names that begin with _ or . are passed over. Everything else
 * must be a file that can be read: what a job would leave out silently is refused.
 */
final class InputListing {

  private static final PathFilter VISIBLE = path -> isVisible(path.getName());

  private static final String UNFINISHED = "._COPYING_";

  private InputListing() {}

  /** The files and folders that an input's name stands for. */
  static List<FileStatus> named(FileSystem fs, Path root) throws IOException {
    try {
      FileStatus exact = fs.getFileStatus(root);
      if (!isVisible(root.getName())) {
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

  /**
   * The files that these are and hold, in the order of their names.
   *
   * @throws ProgramException if a folder holds a folder or a link to nothing, or a file is not yet
   *     whole, or a pipe or a device
   */
  static List<FileStatus> files(FileSystem fs, List<FileStatus> named) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : named) {
      files.addAll(status.isFile() ? List.of(status) : filesIn(fs, status.getPath()));
    }
    for (FileStatus file : files) {
      refuseUnfinished(file.getPath());
      if (isLocal(fs)) {
        refuseSpecial(file.getPath());
      }
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    return files;
  }

  /** The visible files of a folder, with the places of their blocks where one call tells both. */
  private static List<FileStatus> filesIn(FileSystem fs, Path folder) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> found = fs.listLocatedStatus(folder);
    while (found.hasNext()) {
      FileStatus file = found.next();
      if (VISIBLE.accept(file.getPath())) {
        if (file.isDirectory()) {
          throw ProgramException.wrongUse(
              holds(folder, "the folder " + file.getPath().getName())
                  + "; folders in folders are not read. Name one folder, a file, or a pattern: '"
                  + new Path(folder.getName(), "*/part-*")
                  + "'");
        }
        files.add(file);
      }
    }
    refuseDanglingLinks(fs, folder, files);
    return files;
  }

  private static void refuseUnfinished(Path file) {
    if (file.getName().endsWith(UNFINISHED)) {
      throw ProgramException.wrongUse(
          "input "
              + file
              + " is an unfinished copy: wait for hadoop fs -put to end, or delete the file");
    }
  }

  /** A pipe or a device has no length: a job would find no rows in it, and wait for its writer. */
  private static void refuseSpecial(Path file) {
    File special = new File(file.toUri().getPath());
    if (special.exists() && !special.isFile()) {
      throw ProgramException.wrongUse(
          "input " + file + " is a pipe or a device; write its rows to a file first");
    }
  }

  private static boolean isLocal(FileSystem fs) {
    return fs.getUri().getScheme().equals("file");
  }

  /** Hadoop's listing of local files passes over a link that leads nowhere. */
  private static void refuseDanglingLinks(FileSystem fs, Path folder, List<FileStatus> files) {
    if (!isLocal(fs)) {
      return;
    }
    String[] names = new File(folder.toUri().getPath()).list();
    Set<String> seen =
        files.stream().map(file -> file.getPath().getName()).collect(Collectors.toSet());
    for (String name : names == null ? new String[0] : names) {
      if (isVisible(name) && !seen.contains(name)) {
        boolean isUnnamed = name.indexOf('\uFFFD') >= 0; // as Java reads what a locale lacks
        throw ProgramException.wrongUse(
            holds(folder, name)
                + ", which cannot be read; "
                + (isUnnamed ? "set LC_ALL=C.UTF-8" : "it may be a link to a missing file"));
      }
    }
  }

  private static FileStatus[] glob(FileSystem fs, Path pattern) throws IOException {
    try {
      return fs.globStatus(pattern, VISIBLE);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("Illegal file pattern")) {
        throw new ProgramException(
            ExitCode.WRONG_USE, "input " + pattern + " does not exist and is not a glob either", e);
      }
      throw e;
    }
  }

  private static boolean isVisible(String name) {
    return !name.startsWith("_") && !name.startsWith(".");
  }

  private static String holds(Path folder, String what) {
    return "input " + folder + " holds " + Printable.line(what);
  }
}
