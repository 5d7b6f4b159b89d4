// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ProgramException;
import deviceid.cli.ShutdownHooks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.mapreduce.Cluster;
import org.apache.hadoop.mapreduce.JobSubmissionFiles;

/**
 * A private folder for files that a program needs only while it runs. Nothing in it is published:
 * it is deleted when it is closed and when the process is interrupted. {@code _OWNER.json} in it
 * says who made it, so that {@code doctor --clean} can remove what a killed process left.
 *
 * <p>On disk it is {@code <parent>/.<name>.staging-<uuid>/}, mode 700.
 */
public final class TemporaryFolder implements AutoCloseable {

  private static final FsPermission PRIVATE = new FsPermission((short) 0700);

  /** Before Hadoop closes its file systems (10), after a running job is killed. */
  private static final int HOOK_PRIORITY = 20;

  private final FileSystem fs;
  private final Path folder;
  private final List<Path> absentParents;
  private final Path parts;
  private final Runnable hook = this::close;
  private boolean hasParts;
  private boolean isTold;
  private Path claimed; // the destination, where this folder is the claim of one
  private String run;

  private TemporaryFolder(FileSystem fs, Path folder, Path parts) throws IOException {
    this.fs = fs;
    this.folder = folder;
    this.parts = parts;
    this.absentParents = Destination.absent(fs, folder.getParent());
  }

  /**
   * Makes a folder where jobs of this configuration's engine may write: in the temporary folder of
   * the local runner, or in the user's staging folder on YARN.
   *
   * @param name begins the folder's name, and names its maker in {@code _OWNER.json}
   */
  public static TemporaryFolder create(Configuration conf, String name)
      throws IOException, InterruptedException {
    Path parent = parent(conf);
    Recipe maker = Recipe.of(List.of(name), Map.of());
    return create(
        parent.getFileSystem(conf), new Path(parent, name), UUID.randomUUID().toString(), maker);
  }

  /**
   * Makes a folder beside a path.
   *
   * @param run tells one run from every other; part of the folder's name
   */
  static TemporaryFolder create(FileSystem fs, Path beside, String run, Recipe recipe)
      throws IOException {
    TemporaryFolder made =
        new TemporaryFolder(fs, Staging.path(beside, run), Staging.parts(beside, run));
    ShutdownHooks.add(made.hook, HOOK_PRIORITY, fs.getConf());
    try {
      fs.mkdirs(made.folder.getParent());
      fs.mkdirs(made.folder, PRIVATE);
      made.write(Staging.OWNER, Staging.describeOwner(recipe, run, fs.getConf()));
    } catch (IOException e) {
      made.close();
      throw e;
    }
    return made;
  }

  /**
   * Claims a destination on an object store by the folder beside it. What lies in the destination
   * is dropped with the folder, unless it is published.
   */
  static TemporaryFolder claim(FileSystem fs, Path target, String run, Recipe recipe)
      throws IOException {
    String id = ObjectStore.claimId(target);
    TemporaryFolder made =
        new TemporaryFolder(fs, Staging.path(target, id), Staging.parts(target, id));
    ObjectStore.claim(fs, target, run, Staging.describeOwner(recipe, run, fs.getConf()));
    ShutdownHooks.add(made.hook, HOOK_PRIORITY, fs.getConf());
    try {
      if (fs.exists(target)) { // published since it was looked for
        throw Destination.lost(target, null);
      }
    } catch (IOException | ProgramException e) {
      made.close();
      throw e;
    }
    made.claimed = target;
    made.run = run;
    return made;
  }

  private static Path parent(Configuration conf) throws IOException, InterruptedException {
    if (Staging.isLocal(conf)) {
      return FileSystem.getLocal(conf)
          .makeQualified(new Path(conf.get(CommonConfigurationKeys.HADOOP_TMP_DIR)));
    }
    Cluster cluster = new Cluster(conf);
    try {
      return JobSubmissionFiles.getStagingDir(cluster, conf);
    } finally {
      cluster.close();
    }
  }

  /** A file or folder in it, which need not exist. */
  public Path path(String name) {
    return new Path(folder, name);
  }

  /**
   * Makes a folder beside it for the outputs of other runs, which refuse to write into a staging.
   * It is deleted with this one.
   */
  public Path makeParts() throws IOException {
    hasParts = true;
    fs.mkdirs(parts);
    return parts;
  }

  /** Writes a file that does not exist yet, as UTF-8, and returns its path. */
  public Path write(String name, String text) throws IOException {
    return write(fs, path(name), text);
  }

  static Path write(FileSystem fs, Path path, String text) throws IOException {
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  FileSystem fileSystem() {
    return fs;
  }

  /**
   * Deletes the folder. A failure here does not fail the run: it is said now, before the run's own
   * last line, and the hook tries again as the JVM ends.
   */
  @Override
  public void close() {
    try {
      delete();
      ShutdownHooks.remove(hook);
    } catch (IOException e) {
      if (!isTold && mayExist()) {
        System.err.println("left behind: " + folder + " (" + ProgramException.firstLine(e) + ")");
      }
      isTold = true;
    }
  }

  /** Deletes the folder, and its parents that were made for it and are empty now. */
  private void delete() throws IOException {
    if (claimed != null) {
      if (!ObjectStore.isClaimed(fs, claimed, run)) {
        return; // dropped by doctor --clean, and perhaps another run's by now
      }
      ObjectStore.dropUnpublished(fs, claimed, 0);
    }
    if (hasParts) {
      fs.delete(parts, true);
    }
    fs.delete(folder, true); // last: it says whose they are
    for (Path parent : absentParents) {
      deleteIfEmpty(parent, fs);
    }
  }

  /** Deletes a folder in one step, which does nothing where something is in it. */
  private static void deleteIfEmpty(Path folder, FileSystem fs) throws IOException {
    try {
      if (fs.getUri().getScheme().equals("file")) { // rmdir(2): Hadoop checks first, then deletes
        Files.deleteIfExists(new File(folder.toUri().getPath()).toPath());
      } else {
        fs.delete(folder, false);
      }
    } catch (DirectoryNotEmptyException | PathIsNotEmptyDirectoryException e) {
      // it stays
    }
  }

  /** Nothing can be deleted where nothing could be made. */
  private boolean mayExist() {
    try {
      return fs.exists(folder);
    } catch (IOException e) {
      return true;
    }
  }
}
