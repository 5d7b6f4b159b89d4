// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files that the tasks of a job left in its output. */
public final class OutputFiles {

  private OutputFiles() {}

  /**
   * Those whose names begin so, in task order; no glob, which the folder's own name could spoil.
   */
  public static FileStatus[] list(FileSystem fs, Path output, String prefix) throws IOException {
    FileStatus[] files = fs.listStatus(output, path -> path.getName().startsWith(prefix));
    Arrays.sort(files);
    return files;
  }
}
