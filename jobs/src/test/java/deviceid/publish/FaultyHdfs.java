// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/**
 * A faulty file system that answers to scheme {@code hdfs} and renames as HDFS does, over the local
 * files of the same paths: never onto a file, into a folder, and with {@code Rename.NONE} only to
 * where nothing is.
 */
final class FaultyHdfs extends FaultyFileSystem {

  /** The view of it that {@code FileContext} has. */
  static final class Context extends DelegateToFileSystem {
    Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new FaultyHdfs(), conf, "hdfs", true);
    }

    /** One call of the NameNode; the inherited one looks first and then renames. */
    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
      if (overwrite) {
        throw new UnsupportedOperationException("only Rename.NONE");
      }
      ((FaultyHdfs) fsImpl).renameToNothing(from, to);
    }
  }

  /** The only name node there is. */
  static final URI NAME = URI.create("hdfs://sweep");

  @Override
  public String getScheme() {
    return "hdfs";
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  protected int getDefaultPort() {
    return 8020;
  }

  @Override
  boolean move(Path from, Path to) throws IOException {
    File target = pathToFile(to);
    if (target.isDirectory()) {
      target = new File(target, from.getName());
    }
    if (target.exists() || !target.getParentFile().isDirectory() || !pathToFile(from).exists()) {
      return false;
    }
    Files.move(pathToFile(from).toPath(), target.toPath(), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private void renameToNothing(Path from, Path to) throws IOException {
    change("rename NONE", from, () -> moveToNothing(from, to), null);
  }

  private boolean moveToNothing(Path from, Path to) throws IOException {
    if (exists(to)) {
      throw new FileAlreadyExistsException("rename destination " + to + " already exists");
    }
    if (!move(from, to)) {
      throw new FileNotFoundException("rename source " + from + " or parent of " + to);
    }
    return true;
  }
}
