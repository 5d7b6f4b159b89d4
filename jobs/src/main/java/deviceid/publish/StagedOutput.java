// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.rows.TaskSummary;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * An output in the making: {@code <parent>/.<name>.staging-<uuid>/}, private, with who made it
 * ({@code _OWNER.json}), the driver's own files, and {@code data/}, which the job writes and one
 * rename publishes with its {@link Manifest}. Until then the destination is absent; closing drops
 * what was not published.
 */
public final class StagedOutput implements AutoCloseable {

  private final FileSystem fs;
  private final Publisher publisher;
  private final Path target;
  private final Recipe recipe;
  private final String run = UUID.randomUUID().toString();
  private final TemporaryFolder staging;

  private StagedOutput(FileSystem fs, Publisher publisher, Path target, Recipe recipe, Path parent)
      throws IOException {
    this.fs = fs;
    this.publisher = publisher;
    this.target = target;
    this.recipe = recipe;
    this.staging = TemporaryFolder.create(fs, new Path(parent, target.getName()), run, recipe);
  }

  /**
   * Stages an output beside its destination.
   *
   * @throws ProgramException if {@link Destination#refuse} does, or the file system has no atomic
   *     rename; nothing was made then
   */
  public static StagedOutput beside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    Path target = Destination.resolve(output, conf);
    FileSystem fs = target.getFileSystem(conf);
    Destination.refuse(fs, target, recipe);
    return new StagedOutput(fs, Publisher.of(fs), target, recipe, target.getParent());
  }

  /**
   * The same for a dry run: refused alike, but staged in this machine's temporary folder and never
   * published, so that nothing is made where the output would be.
   */
  public static StagedOutput aside(Path output, Configuration conf, Recipe recipe)
      throws IOException {
    Path target = Destination.resolve(output, conf);
    FileSystem fs = target.getFileSystem(conf);
    Destination.refuse(fs, target, recipe);
    Publisher publisher = Publisher.of(fs);
    Path folder = new Path(new File(System.getProperty("java.io.tmpdir")).toURI());
    return new StagedOutput(FileSystem.getLocal(conf), publisher, target, recipe, folder);
  }

  /** The job's output folder: absent until the job makes it. */
  public Path data() {
    return path("data");
  }

  /** The driver's own folder, private, deleted at the end. */
  public Path folder() {
    return data().getParent();
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

  /** Writes a private file and returns its path. */
  public Path write(String name, String text) throws IOException {
    return staging.write(name, text);
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
    if (!data().getParent().getParent().equals(target.getParent())) {
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

  /**
   * The one step that makes an output visible: a rename that either happens whole or not at all,
   * and never onto something that exists. Each file system needs a way of its own.
   */
  private enum Publisher {
    /** One operation of the NameNode, which raises an error where the destination exists. */
    HDFS {
      @Override
      void rename(Path from, Path to, Configuration conf) throws IOException {
        FileContext.getFileContext(to.toUri(), conf).rename(from, to, Rename.NONE);
      }
    },
    /**
     * rename(2) through java.nio. Hadoop's own rename of local files checks first and then moves
     * <i>into</i> a folder that another run has made in between.
     */
    LOCAL {
      @Override
      void rename(Path from, Path to, Configuration conf) throws IOException {
        File target = new File(to.toUri().getPath());
        if (target.exists()) {
          throw new FileAlreadyExistsException(to.toString());
        }
        try {
          Files.move(
              new File(from.toUri().getPath()).toPath(),
              target.toPath(),
              StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
          throw e;
        } catch (FileSystemException e) {
          throw target.exists() ? new FileAlreadyExistsException(to.toString()) : e;
        }
      }
    };

    /**
     * @throws FileAlreadyExistsException if {@code to} exists; nothing has changed then
     */
    abstract void rename(Path from, Path to, Configuration conf) throws IOException;

    static Publisher of(FileSystem fs) {
      return switch (fs.getScheme()) {
        case "hdfs" -> HDFS;
        case "file" -> LOCAL;
        default ->
            throw new ProgramException(
                ExitCode.NOT_READY,
                fs.getUri()
                    + ": write the output to HDFS or local files; outputs cannot be published atomically on "
                    + fs.getScheme());
      };
    }
  }
}
