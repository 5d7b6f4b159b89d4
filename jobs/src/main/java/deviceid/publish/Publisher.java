// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * The one step that makes an output visible: a rename that either happens whole or not at all, and
 * never onto something that exists. Each file system needs a way of its own.
 */
enum Publisher {
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

  /** Deletes a folder in one step, which does nothing where something is in it. */
  static void deleteIfEmpty(Path folder, FileSystem fs) throws IOException {
    try {
      if (fs.getScheme().equals("file")) { // rmdir(2); Hadoop would check first and then delete
        Files.deleteIfExists(new File(folder.toUri().getPath()).toPath());
      } else {
        fs.delete(folder, false);
      }
    } catch (DirectoryNotEmptyException | PathIsNotEmptyDirectoryException e) {
      // it stays
    }
  }

  static Publisher of(FileSystem fs) {
    return switch (fs.getScheme()) {
      case "hdfs" -> HDFS;
      case "file" -> LOCAL;
      default ->
          throw new ProgramException(
              ExitCode.NOT_READY,
              fs.getUri()
                  + ": output goes to hdfs or local files; no atomic publish is known for "
                  + fs.getScheme());
    };
  }
}
