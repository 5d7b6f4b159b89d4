// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files with checksums, as Hadoop's {@code file:}, but owners and permissions use java.nio.
 * Without Hadoop's native library each of these is a forked {@code chmod} or {@code ls}, some 27 in
 * a small job and half of its time. Named as {@code fs.file.impl} in {@code conf/local}.
 *
 * <p>Same results, the sticky bit and umask included; where a file system has no POSIX permissions,
 * Hadoop's way is taken.
 */
public class PosixLocalFileSystem extends LocalFileSystem {

  public PosixLocalFileSystem() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {

    private static final String MODE = "unix:mode";

    /** Permissions and the sticky bit; the file's type lies above them. */
    private static final int PERMISSION_BITS = 01777;

    @Override
    public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission)
        throws IOException {
      Path file = pathToFile(path).toPath();
      if (isPosix(file)) {
        Files.setAttribute(file, MODE, (int) permission.toShort());
      } else {
        super.setPermission(path, permission);
      }
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
      FileStatus lazy = super.getFileStatus(path); // would fork an ls when asked for its owner
      Path file = pathToFile(path).toPath();
      if (!isPosix(file)) {
        return lazy;
      }
      Map<String, Object> attributes = Files.readAttributes(file, MODE + ",owner,group");
      return new FileStatus(
          lazy.getLen(),
          lazy.isDirectory(),
          lazy.getReplication(),
          lazy.getBlockSize(),
          lazy.getModificationTime(),
          lazy.getAccessTime(),
          new FsPermission((short) ((int) attributes.get("mode") & PERMISSION_BITS)),
          attributes.get("owner").toString(),
          attributes.get("group").toString(),
          lazy.getPath());
    }

    private static boolean isPosix(Path file) {
      return file.getFileSystem().supportedFileAttributeViews().contains("unix");
    }
  }
}
