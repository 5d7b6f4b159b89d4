// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ProgramException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.Path;

/**
 * Where a path leads through a mount table: in, any path; out, the same on the file system that
 * stores it, which is what has an atomic rename, blocks and replicas.
 */
public final class MountedPath {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}$ ]+}");

  private MountedPath() {}

  /**
   * The path, qualified; it need not exist. Below no mount point it stays as it is.
   *
   * @throws ProgramException if Hadoop would take another path out of a job's settings
   */
  public static Path resolve(Path path, Configuration conf) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    Path named = fs.makeQualified(path);
    Matcher variable = VARIABLE.matcher(named.toString());
    if (variable.find()) {
      throw ProgramException.wrongUse(
          named
              + ": use another name; Hadoop replaces "
              + variable.group()
              + " in a job's settings");
    }
    if (!isMountTable(named)) {
      return named;
    }
    Path nearest = named;
    while (!nearest.isRoot() && !fs.exists(nearest)) {
      nearest = nearest.getParent();
    }
    Path stored = fs.resolvePath(nearest);
    String below = named.toUri().getPath().substring(nearest.toUri().getPath().length());
    return below.isEmpty()
        ? stored
        : new Path(
            stored.toUri().getScheme(),
            stored.toUri().getAuthority(),
            stored.toUri().getPath() + (nearest.isRoot() ? "/" : "") + below);
  }

  /** Whether a path names no file system that stores it. */
  public static boolean isMountTable(Path path) {
    return FsConstants.VIEWFS_SCHEME.equals(path.toUri().getScheme());
  }
}
