// SPDX-License-Identifier: Apache-2.0
package deviceid.daemon;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files with checksums, as Hadoop's {@code LocalFs}, but permissions and links go through
 * java.nio: without Hadoop's native library each of these is a forked {@code chmod} or {@code
 * readlink}, of which a NodeManager makes some sixty before a container starts.
 */
public final class PosixLocalFs extends ChecksumFs {

  /** As Hadoop makes it, from a {@code file:} URI. */
  public PosixLocalFs(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(new Raw(uri, conf));
  }

  private static final class Raw extends DelegateToFileSystem {

    Raw(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new LocalFiles(), conf, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1; // it has none
    }

    @Override
    public boolean isValidName(String path) {
      return true; // the operating system says which are not
    }
  }

  private static final class LocalFiles extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      Files.setAttribute(pathToFile(path).toPath(), "unix:mode", (int) permission.toShort());
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
