// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ProgramException;
import deviceid.cli.ShutdownHooks;
import deviceid.rows.TaskSummary;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * An output in the making: {@code <parent>/.<name>.staging-<uuid>/}, private, with who made it
 * ({@code _OWNER.json}), the driver's own files, and {@code data/}, which the job writes and one
 * rename publishes with its {@link Manifest}. Until then the destination is absent; closing drops
 * what was not published.
 */
public final class StagedOutput implements AutoCloseable {

  private static final FsPermission PRIVATE = new FsPermission((short) 0700);

  /** Before Hadoop closes its file systems (10), after a running job is killed. */
  private static final int HOOK_PRIORITY = 20;

  private final FileSystem fs;
  private final Publisher publisher;
  private final Path target;
  private final Recipe recipe;
  private final String run = UUID.randomUUID().toString();
  private final Path staging;
  private final List<Path> absentParents;
  private final Runnable hook = this::dropQuietly;

  private StagedOutput(FileSystem fs, Publisher publisher, Path target, Recipe recipe, Path folder)
      throws IOException {
    this.fs = fs;
    this.publisher = publisher;
    this.target = target;
    this.recipe = recipe;
    this.staging = Staging.path(new Path(folder, target.getName()), run);
    this.absentParents = Destination.absent(fs, folder);
  }

  /**
   * Stages an output beside its destination.
   *
   * @throws ProgramException if {@link Destination#refuse} does, or the file system has no atomic
   *     rename; nothing was made then
   */
  public static StagedOutput beside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    FileSystem fs = output.getFileSystem(conf);
    Path target = fs.makeQualified(output);
    Destination.refuse(fs, target, recipe);
    return new StagedOutput(fs, Publisher.of(fs), target, recipe, target.getParent()).make();
  }

  /**
   * The same for a run that only tells what it would do: refused alike, but staged in this
   * machine's temporary folder and never published, so that nothing is made where the output would
   * be.
   */
  public static StagedOutput aside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    FileSystem fs = output.getFileSystem(conf);
    Path target = fs.makeQualified(output);
    Destination.refuse(fs, target, recipe);
    Publisher publisher = Publisher.of(fs);
    Path folder = new Path(new File(System.getProperty("java.io.tmpdir")).toURI());
    return new StagedOutput(FileSystem.getLocal(conf), publisher, target, recipe, folder).make();
  }

  private StagedOutput make() throws IOException {
    ShutdownHooks.add(hook, HOOK_PRIORITY, fs.getConf());
    try {
      fs.mkdirs(staging.getParent());
      fs.mkdirs(staging, PRIVATE);
      write(Staging.OWNER, Staging.describeOwner(recipe, fs.getConf()));
    } catch (IOException e) {
      close();
      throw e;
    }
    return this;
  }

  /** The job's output folder: absent until the job makes it. */
  public Path data() {
    return new Path(staging, "data");
  }

  /** A private file or folder of the driver's, dropped at the end. */
  public Path path(String name) {
    return new Path(staging, name);
  }

  /** Where the output will be. */
  public Path target() {
    return target;
  }

  /** How its user gets at a published file: its path, or the command that fetches it. */
  public String reach(String name) {
    Path file = new Path(target, name);
    return target.toUri().getScheme().equals("file")
        ? file.toUri().getPath()
        : "hadoop fs -get " + file;
  }

  /** Writes a private file and returns its path. */
  public Path write(String name, String text) throws IOException {
    Path path = path(name);
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  /** Publishes an output that holds no rows. */
  public void publish() throws IOException {
    publish(List.of());
  }

  /**
   * Makes {@code data/} the destination, by one rename, with a manifest of its files and of what
   * tasks said of their rows.
   *
   * @throws ProgramException if another run took the destination first; it is unchanged then
   */
  public void publish(List<TaskSummary> summaries) throws IOException {
    if (!staging.getParent().equals(target.getParent())) {
      throw new IllegalStateException("staged aside, so that it is not published: " + target);
    }
    fs.delete(new Path(data(), TaskSummary.FOLDER), true); // the manifest has them now
    write(
        "data/" + Manifest.NAME,
        ManifestJson.write(Manifest.describe(run, recipe, fs, data(), summaries)));
    try {
      publisher.rename(data(), target, fs.getConf());
    } catch (FileAlreadyExistsException e) {
      if (!isPublished()) {
        throw ExistingOutput.lost(target, e);
      }
    } catch (IOException e) {
      if (!isPublished()) {
        throw e;
      }
    }
  }

  /** Drops the staging. The output stands or not by then, so that no failure here fails the run. */
  @Override
  public void close() {
    try {
      drop();
    } catch (IOException e) {
      return; // the hook tries again as the JVM ends, and tells what it has to leave
    }
    ShutdownHooks.remove(hook);
  }

  /** Whether the destination is this run's: a rename may have happened and its answer be lost. */
  private boolean isPublished() {
    try {
      return Manifest.read(fs, target).filter(found -> found.run().equals(run)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes the staging, and the folders that were made to hold it and are empty now. */
  private void drop() throws IOException {
    fs.delete(staging, true);
    for (Path parent : absentParents) {
      publisher.dropIfEmpty(parent, fs);
    }
  }

  private void dropQuietly() {
    try {
      drop();
    } catch (IOException e) {
      System.err.println("left behind: " + staging + " (" + e.getMessage() + ")");
    }
  }
}
