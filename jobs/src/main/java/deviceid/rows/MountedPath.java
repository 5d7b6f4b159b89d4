// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.Path;

/**
 * Where a path leads through a mount table: in, any path; out, the same on the file system that
 * stores it, which is what has an atomic rename, blocks and replicas.
 */
public final class MountedPath {

  private MountedPath() {}

  /** The path, qualified; it need not exist. Below no mount point it stays as it is. */
  public static Path resolve(Path path, Configuration conf) throws IOException {
    FileSystem fs = path.getFileSystem(conf);
    Path named = fs.makeQualified(path);
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
