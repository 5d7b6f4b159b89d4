// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files whose changes go through {@link Faults}: create, the first write and the close of a
 * stream, rename, delete, mkdirs and setPermission. Other changes are refused, so that none is made
 * uncounted. Folders list in the order of names. Where Hadoop forks chmod and ls, this does not: a
 * sweep runs hundreds of jobs.
 */
class FaultyFileSystem extends RawLocalFileSystem {

  /** The same below Hadoop's checksum files, as scheme {@code file}. */
  static final class Checksummed extends LocalFileSystem {
    Checksummed() {
      super(new FaultyFileSystem());
    }
  }

  private Faults faults;

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    super.initialize(uri, conf);
    faults = Faults.of(conf);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return change("create", path, () -> open(path, overwrite), null);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(path, null, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return change("rename", from, () -> move(from, to), null);
  }

  boolean move(Path from, Path to) throws IOException {
    return super.rename(from, to);
  }

  /** Half of a folder is all in it but the last name. */
  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    File[] children = pathToFile(path).listFiles();
    boolean divisible = recursive && children != null && children.length > 1;
    return change(
        "delete", path, () -> super.delete(path, recursive), divisible ? () -> thin(path) : null);
  }

  /** Half of a path is its parent. */
  @Override
  public boolean mkdirs(Path path) throws IOException {
    boolean divisible = !pathToFile(path.getParent()).exists();
    return change(
        "mkdirs",
        path,
        () -> super.mkdirs(path),
        divisible ? () -> mkdirs(path.getParent()) : null);
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return change(
        "mkdirs",
        path,
        () -> super.mkdirs(path, permission),
        pathToFile(path).exists() ? null : () -> super.mkdirs(path));
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    var permissions = PosixFilePermissions.fromString(permission.toString());
    change(
        "setPermission",
        path,
        () -> Files.setPosixFilePermissions(pathToFile(path).toPath(), permissions),
        null);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    faults.look();
    File file = pathToFile(path);
    if (!file.exists()) {
      throw new FileNotFoundException(path + " does not exist");
    }
    PosixFileAttributes found = Files.readAttributes(file.toPath(), PosixFileAttributes.class);
    return new FileStatus(
        found.isDirectory() ? 0 : found.size(),
        found.isDirectory(),
        1,
        getDefaultBlockSize(path),
        found.lastModifiedTime().toMillis(),
        found.lastAccessTime().toMillis(),
        FsPermission.valueOf("-" + PosixFilePermissions.toString(found.permissions())),
        found.owner().getName(),
        found.group().getName(),
        makeQualified(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    String[] names = pathToFile(path).list();
    if (names == null) {
      return new FileStatus[] {getFileStatus(path)};
    }
    Arrays.sort(names);
    FileStatus[] found = new FileStatus[names.length];
    for (int i = 0; i < names.length; i++) {
      found[i] = getFileStatus(new Path(path, new Path(null, null, names[i])));
    }
    return found;
  }

  /** Under append, createNonRecursive and what else opens a stream. */
  @Override
  protected OutputStream createOutputStreamWithMode(Path path, boolean append, FsPermission mode) {
    throw uncounted();
  }

  @Override
  public boolean truncate(Path path, long length) {
    throw uncounted();
  }

  @Override
  public void concat(Path to, Path[] parts) {
    throw uncounted();
  }

  @Override
  public void setOwner(Path path, String user, String group) {
    throw uncounted();
  }

  @Override
  public void setTimes(Path path, long modified, long accessed) {
    throw uncounted();
  }

  @Override
  public void createSymlink(Path to, Path link, boolean createParent) {
    throw uncounted();
  }

  private static UnsupportedOperationException uncounted() {
    return new UnsupportedOperationException("a change that no crash point counts");
  }

  final <T> T change(String name, Path path, Faults.Change<T> whole, Faults.Change<?> half)
      throws IOException {
    return faults.change(name, pathToFile(path).toPath(), whole, half);
  }

  private FSDataOutputStream open(Path path, boolean overwrite) throws IOException {
    java.nio.file.Path file = pathToFile(path).toPath();
    if (Files.isDirectory(file) || (Files.exists(file) && !overwrite)) {
      throw new FileAlreadyExistsException(path + " exists");
    }
    mkdirs(path.getParent());
    Files.write(file, new byte[0]);
    return new FSDataOutputStream(new FaultyStream(file, faults), statistics);
  }

  private boolean thin(Path folder) throws IOException {
    FileStatus[] children = listStatus(folder);
    for (FileStatus child : Arrays.copyOf(children, children.length - 1)) {
      super.delete(child.getPath(), true);
    }
    return true;
  }
}
