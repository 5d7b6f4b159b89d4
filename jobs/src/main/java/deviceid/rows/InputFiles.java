// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.rows.InputFile.Form;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * The files that a job will read, in the order of their names. They are listed once, and each is
 * opened once, before anything starts.
 *
 * @param root the input as it was named, qualified; of a mount table, where it leads
 * @param named what the name stands for: files, and folders of files
 */
public record InputFiles(Path root, List<Path> named, List<InputFile> files) {

  /** Files from which on they are worth a word, if they are small. */
  private static final int MANY = 1_000;

  private static final long SMALL_BYTES = 1 << 20;

  /** Files that are opened at once: what an open costs is mostly waiting for the NameNode. */
  private static final int OPENED_AT_ONCE = 16;

  public InputFiles {
    named = List.copyOf(named);
    files = List.copyOf(files);
  }

  /**
   * Lists and opens the files of an input.
   *
   * @throws ProgramException if there is no such path or no file in it, it is hidden, a folder
   *     holds folders, or a file cannot be read, is not yet whole, or is a sequence file of
   *     something else
   */
  public static InputFiles find(Path input, Configuration conf)
      throws IOException, InterruptedException {
    Path root = MountedPath.resolve(input, conf);
    FileSystem fs = root.getFileSystem(conf);
    try {
      List<FileStatus> named = InputListing.named(fs, root);
      List<InputFile> files = open(InputListing.files(fs, named), conf);
      if (files.isEmpty()) {
        throw ProgramException.wrongUse("input " + root + " holds no files");
      }
      return new InputFiles(root, named.stream().map(FileStatus::getPath).toList(), files);
    } catch (IllegalArgumentException e) { // local files may have colons, Hadoop's names may not
      if (!(e.getCause() instanceof URISyntaxException)) {
        throw e;
      }
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input "
              + input
              + ": Hadoop cannot read a file name with a colon: "
              + ProgramException.firstLine(e).replaceFirst(".*URI: \\.?(.*?)(\\.crc)?$", "$1")
              + ". Rename the file, or move it to another folder",
          e);
    }
  }

  private static List<InputFile> open(List<FileStatus> files, Configuration conf)
      throws IOException, InterruptedException {
    List<InputFile> opened = new ArrayList<>();
    if (files.size() < OPENED_AT_ONCE) {
      for (FileStatus file : files) {
        opened.add(InputFile.open(file, conf));
      }
      return opened;
    }
    ExecutorService pool = Executors.newFixedThreadPool(OPENED_AT_ONCE);
    try {
      List<Callable<InputFile>> tasks = new ArrayList<>();
      files.forEach(file -> tasks.add(() -> InputFile.open(file, conf)));
      for (Future<InputFile> file : pool.invokeAll(tasks)) {
        opened.add(FutureIO.awaitFuture(file));
      }
      return opened;
    } finally {
      pool.shutdown();
    }
  }

  /**
   * Lists the files again and refuses to go on with others than were found: added, gone, longer,
   * shorter or written since.
   *
   * @throws ProgramException naming the first that differs
   */
  public void refuseChanged(Configuration conf) throws IOException {
    Set<String> before = new LinkedHashSet<>();
    files.forEach(file -> before.add(state(file.status())));
    FileSystem fs = root.getFileSystem(conf);
    List<FileStatus> now;
    try {
      now = InputListing.files(fs, InputListing.named(fs, root));
    } catch (ProgramException e) { // all of it is gone, or there is a folder in it
      throw changed(e.getMessage());
    }
    for (FileStatus file : now) {
      if (!before.remove(state(file))) {
        throw changed("now " + state(file));
      }
    }
    if (!before.isEmpty()) {
      throw changed("no longer " + before.iterator().next());
    }
  }

  private ProgramException changed(String how) {
    return new ProgramException(
        ExitCode.CHECK_FAILED,
        "input " + root + " changed meanwhile: " + how + "; nothing was published");
  }

  private static String state(FileStatus file) {
    Instant written = Instant.ofEpochMilli(file.getModificationTime());
    return file.getPath() + " of " + file.getLen() + " bytes, written " + written;
  }

  /** Bytes of all files as they are stored. */
  public long bytes() {
    return files.stream().mapToLong(InputFile::bytes).sum();
  }

  /** Rows of 41 bytes that all files have room for. */
  public long rows() {
    return files.stream().mapToLong(InputFile::rows).sum();
  }

  /** Whether the bytes of a file say nothing about the bytes of its rows. */
  public boolean isCompressed() {
    return files.stream().anyMatch(file -> file.form() == Form.COMPRESSED);
  }

  /** Why the files' bytes do not say where rows begin; empty if they seem to. */
  public Optional<String> whyNotFixedWidth() {
    return files.stream().map(InputFile::notFixedWidth).filter(why -> !why.isEmpty()).findFirst();
  }

  /** The input's name and state, which show whether an output was made from these files. */
  public Map<String, Object> identity() {
    long newest =
        files.stream().mapToLong(file -> file.status().getModificationTime()).max().orElse(0);
    return Map.of(
        "input",
        root,
        "input_state",
        files.size() + " files, " + bytes() + " bytes, changed " + Instant.ofEpochMilli(newest));
  }

  /** What a scan of these files costs more than it need, in words. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    List<InputFile> packed = files.stream().filter(file -> file.form() == Form.COMPRESSED).toList();
    if (packed.size() == 1) {
      notices.add(
          packed.get(0).path().getName() + " is compressed: one map reads it, no parallelism");
    } else if (packed.size() > 1) {
      notices.add(
          RowCount.format(packed.size())
              + " files are compressed: one map reads each, no parallelism within a file");
    }
    if (files.size() >= MANY && bytes() / files.size() < SMALL_BYTES) {
      notices.add(
          RowCount.format(files.size())
              + " files of "
              + RowCount.format(bytes() / files.size())
              + " bytes on average take longer to open than to read: fewer, larger files are faster");
    }
    return notices;
  }

  /**
   * Refuses an output that lies inside the input, which the next run would read, and one that is
   * the input or holds it.
   *
   * @param target the output, where it will be stored
   * @throws ProgramException if so
   */
  public void refuseOutput(Path target) {
    for (Path path : named) {
      if (path.equals(target)) {
        throw ProgramException.wrongUse("output " + target + " is the input");
      }
      if (isInside(target, path)) {
        throw ProgramException.wrongUse("output " + target + " lies inside the input " + path);
      }
      if (isInside(path, target)) {
        throw ProgramException.wrongUse("output " + target + " holds the input " + path);
      }
    }
  }

  private static boolean isInside(Path path, Path folder) {
    Path parent = path.getParent();
    return parent != null && (parent.equals(folder) || isInside(parent, folder));
  }
}
