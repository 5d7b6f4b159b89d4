// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;

/**
 * What the name of an input stands for: itself, if it exists as it is written, brackets, stars and
 * all; else what it matches as a glob. Names that begin with _ or . are passed over.
 */
final class InputNames {

  private static final PathFilter VISIBLE =
      path -> !path.getName().startsWith("_") && !path.getName().startsWith(".");

  private InputNames() {}

  static List<FileStatus> matches(FileSystem fs, Path root) throws IOException {
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

  static List<FileStatus> children(FileSystem fs, Path folder) throws IOException {
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
}
