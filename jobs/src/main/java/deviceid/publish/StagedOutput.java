// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.rows.TaskSummary;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An output in the making: {@code <parent>/.<name>.staging-<uuid>/}, private, with who made it
 * ({@code _OWNER.json}), the driver's own files, and {@code data/}, which the job writes and one
 * rename publishes with its {@link Manifest}. Until then the destination is absent; closing drops
 * what was not published. On an {@link ObjectStore} the job writes into the destination.
 */
public final class StagedOutput implements AutoCloseable {

  private final FileSystem fs;
  private final Publisher publisher;
  private final Path target;
  private final Recipe recipe;
  private final String run;
  private final TemporaryFolder staging;

  private StagedOutput(
      Publisher publisher, Path target, Recipe recipe, String run, TemporaryFolder staging) {
    this.fs = staging.fileSystem();
    this.publisher = publisher;
    this.target = target;
    this.recipe = recipe;
    this.run = run;
    this.staging = staging;
  }

  /**
   * Stages an output beside its destination.
   *
   * @throws ProgramException if {@link Destination#refuse} does, or the file system has no atomic
   *     rename; nothing was made then
   */
  public static StagedOutput beside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    Path target = free(output, conf, recipe);
    Publisher publisher = Publisher.of(target.toUri());
    return stage(publisher, target.getFileSystem(conf), target, target, recipe);
  }

  /**
   * The same for a dry run: refused alike, but staged in this machine's temporary folder and never
   * published, so that nothing is made where the output would be.
   */
  private static StagedOutput aside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    Path target = free(output, conf, recipe);
    Path folder = new Path(new File(System.getProperty("java.io.tmpdir")).toURI());
    Path beside = new Path(folder, target.getName());
    return stage(Publisher.NONE, FileSystem.getLocal(conf), beside, target, recipe);
  }

  /** Stages an output beside its destination or, for a dry run, aside. */
  public static StagedOutput of(Path output, Configuration conf, Recipe recipe, boolean isDryRun)
      throws IOException {
    return isDryRun ? aside(output, conf, recipe) : beside(output, conf, recipe);
  }

  private static Path free(Path output, Configuration conf, Recipe recipe) throws IOException {
    Path target = Destination.resolve(output, conf);
    Destination.refuse(target.getFileSystem(conf), target, recipe);
    return target;
  }

  private static StagedOutput stage(
      Publisher publisher, FileSystem fs, Path beside, Path target, Recipe recipe)
      throws IOException {
    String run = UUID.randomUUID().toString();
    TemporaryFolder staging = publisher.stage(fs, beside, run, recipe);
    return new StagedOutput(publisher, target, recipe, run, staging);
  }

  /** The job's output folder: absent until the job makes it. */
  public Path data() {
    return publisher.data(staging, target);
  }

  /** The driver's own folder, private, deleted at the end. */
  public Path folder() {
    return staging.path("data").getParent();
  }

  /** A private file or folder of the driver's, deleted at the end. */
  public Path path(String name) {
    return staging.path(name);
  }

  /** Makes a folder beside the output for what other runs make; it is deleted at the end. */
  public Path makeParts() throws IOException {
    return staging.makeParts();
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

  /** Writes a file of the output. */
  public void add(String name, String text) throws IOException {
    TemporaryFolder.write(fs, new Path(data(), name), text);
  }

  /** Writes a private file and returns its path. */
  public Path write(String name, String text) throws IOException {
    return staging.write(name, text);
  }

  /** Publishes an output that holds no rows. */
  public void publish() throws IOException {
    publish(List.of());
  }

  /**
   * Makes {@code data/} the destination, with a manifest of its files and of what tasks said of
   * their rows.
   *
   * @throws ProgramException if another run took the destination first; it is unchanged then
   */
  public void publish(List<TaskSummary> summaries) throws IOException {
    fs.delete(new Path(data(), TaskSummary.FOLDER), true); // the manifest has them now
    String manifest = ManifestJson.write(Manifest.describe(run, recipe, fs, data(), summaries));
    try {
      publisher.publish(fs, data(), target, run, manifest);
    } catch (FileAlreadyExistsException e) {
      if (!isPublished()) {
        throw Destination.lost(target, e);
      }
    } catch (IOException e) {
      requirePublished(e);
    }
  }

  /** Drops the staging. The output stands or not by then, so that no failure here fails the run. */
  @Override
  public void close() {
    staging.close();
  }

  /** A rename may have happened and its answer be lost; nobody knows while nothing answers. */
  private void requirePublished(IOException failure) throws IOException {
    try {
      fs.getFileStatus(target.getParent());
    } catch (IOException e) {
      throw new ProgramException(
          ExitCode.NOT_READY,
          "the output may be published: "
              + target
              + " does not answer ("
              + failure.getMessage()
              + "); run the same command again: it says 'already done' if the output is complete");
    }
    if (!isPublished()) {
      throw failure;
    }
  }

  /** Whether the destination is this run's. */
  private boolean isPublished() {
    try {
      return Manifest.read(fs, target).filter(found -> found.run().equals(run)).isPresent();
    } catch (IOException | ProgramException e) {
      return false;
    }
  }
}
