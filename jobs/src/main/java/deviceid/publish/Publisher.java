// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * The one step that makes an output visible. It either happens whole or not at all, and never onto
 * something that exists. Each file system needs a way of its own.
 */
enum Publisher {
  /** One operation of the NameNode, which raises an error where the destination exists. */
  HDFS {
    @Override
    void publish(FileSystem fs, Path data, Path to, String run, String manifest)
        throws IOException {
      TemporaryFolder.write(fs, new Path(data, Manifest.NAME), manifest);
      FileContext.getFileContext(to.toUri(), fs.getConf()).rename(data, to, Rename.NONE);
    }
  },
  /**
   * rename(2) through java.nio. Hadoop's own rename of local files checks first and then moves
   * <i>into</i> a folder that another run has made in between.
   */
  LOCAL {
    @Override
    void publish(FileSystem fs, Path data, Path to, String run, String manifest)
        throws IOException {
      TemporaryFolder.write(fs, new Path(data, Manifest.NAME), manifest);
      File target = new File(to.toUri().getPath());
      if (target.exists()) {
        throw new FileAlreadyExistsException(to.toString());
      }
      try {
        Files.move(
            new File(data.toUri().getPath()).toPath(),
            target.toPath(),
            StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        throw e;
      } catch (FileSystemException e) {
        throw target.exists() ? new FileAlreadyExistsException(to.toString()) : e;
      }
    }
  },
  /** The manifest, created if absent. The job writes into the destination, which is claimed. */
  STORE {
    @Override
    TemporaryFolder stage(FileSystem fs, Path target, String run, Recipe recipe)
        throws IOException {
      return TemporaryFolder.claim(fs, target, run, recipe);
    }

    @Override
    Path data(TemporaryFolder staging, Path target) {
      return target;
    }

    @Override
    void publish(FileSystem fs, Path data, Path to, String run, String manifest)
        throws IOException {
      if (!ObjectStore.isClaimed(fs, to, run)) {
        throw Destination.claimed(to);
      }
      Path file = new Path(to, Manifest.NAME);
      try {
        ObjectStore.createIfAbsent(fs, file, manifest);
      } catch (IOException e) {
        throw fs.exists(file)
            ? (IOException) new FileAlreadyExistsException(file.toString()).initCause(e)
            : e;
      }
    }
  },
  /** A dry run's: nothing is published. */
  NONE {
    @Override
    void publish(FileSystem fs, Path data, Path to, String run, String manifest) {
      throw new IllegalStateException("staged aside, so that it is not published: " + to);
    }
  };

  /** Makes the private folder of an output. */
  TemporaryFolder stage(FileSystem fs, Path target, String run, Recipe recipe) throws IOException {
    return TemporaryFolder.create(fs, target, run, recipe);
  }

  /** Where the job writes. */
  Path data(TemporaryFolder staging, Path target) {
    return staging.path("data");
  }

  /**
   * @param data the files to publish: {@link #data}
   * @throws FileAlreadyExistsException if {@code to} exists; nothing has changed then
   */
  abstract void publish(FileSystem fs, Path data, Path to, String run, String manifest)
      throws IOException;

  /**
   * The way of a file system, by its scheme alone: its connector would first look for a store.
   *
   * @throws ProgramException if there is none
   */
  static Publisher of(URI uri) {
    return switch (uri.getScheme()) {
      case "hdfs" -> HDFS;
      case "file" -> LOCAL;
      case ObjectStore.S3A -> STORE;
      default ->
          throw new ProgramException(
              ExitCode.NOT_READY,
              uri
                  + ": write the output to HDFS, s3a or local files; "
                  + uri.getScheme()
                  + " is not supported (docs/design.md lists what an object store must offer)");
    };
  }
}
