// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.security.TokenCache;
import org.apache.hadoop.security.AccessControlException;

/**
 * The files that a job will read, found and tried before it starts; driver and job find them by the
 * same rules, those of {@link InputNames}.
 *
 * @param root the input as it was named, qualified
 * @param named what the name stands for: files, and folders of files
 * @param files the files in the order of their names
 * @param packed those of them that are compressed
 * @param sequences those of them that are sequence files, if they were tried
 */
public record InputFiles(
    Path root, List<Path> named, List<FileStatus> files, List<Path> packed, List<Path> sequences) {

  /** Files from which on they are worth a word, if they are small. */
  private static final int MANY = 1_000;

  private static final long SMALL_BYTES = 1 << 20;

  public InputFiles {
    named = List.copyOf(named);
    files = List.copyOf(files);
    packed = List.copyOf(packed);
    sequences = List.copyOf(sequences);
  }

  /**
   * @throws ProgramException if there is no such path, it is hidden, a folder holds folders, or a
   *     file cannot be opened or decompressed, or is a sequence file of something else
   */
  public static InputFiles find(Path input, Configuration conf) throws IOException {
    input.getFileSystem(conf); // fails where its host is unknown, which is no matter of names
    try {
      InputFiles found = list(input, conf);
      List<Path> sequences = new ArrayList<>();
      for (FileStatus file : found.files) {
        if (tryToOpen(file.getPath(), conf)) {
          sequences.add(file.getPath());
        }
      }
      for (Path file : found.packed) {
        Compressed.tryToRead(file, conf);
      }
      return new InputFiles(found.root, found.named, found.files, found.packed, sequences);
    } catch (IllegalArgumentException e) { // local files may have colons, Hadoop's names may not
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input " + input + ": no name for Hadoop: " + ProgramException.firstLine(e),
          e);
    }
  }

  /** The files of a job whose input path is a {@link #root}, listed again but not opened. */
  public static InputFiles of(JobContext context) throws IOException {
    Path input = FileInputFormat.getInputPaths(context)[0];
    Configuration conf = context.getConfiguration();
    TokenCache.obtainTokensForNamenodes(context.getCredentials(), new Path[] {input}, conf);
    return list(input, conf);
  }

  /** The same as {@link #find} without trying whether the files can be read. */
  public static InputFiles list(Path input, Configuration conf) throws IOException {
    FileSystem fs = input.getFileSystem(conf);
    Path root = fs.makeQualified(input);
    List<Path> named = new ArrayList<>();
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : InputNames.matches(fs, root)) {
      named.add(status.getPath());
      files.addAll(status.isFile() ? List.of(status) : InputNames.children(fs, status.getPath()));
    }
    files.sort(Comparator.comparing(FileStatus::getPath));
    List<Path> paths = files.stream().map(FileStatus::getPath).toList();
    return new InputFiles(
        root,
        named,
        files,
        paths.stream().filter(path -> Compressed.is(path, conf)).toList(),
        List.of());
  }

  /**
   * Refuses to go on with files that are not as they were found: others, longer, shorter or written
   * since.
   *
   * @throws ProgramException naming the first that differs
   */
  public void refuseChanged(Configuration conf) throws IOException {
    InputChanges.refuse(this, conf);
  }

  /** Bytes of all files as they are stored. */
  public long bytes() {
    return files.stream().mapToLong(FileStatus::getLen).sum();
  }

  /** Rows by the bytes of the files, as far as they are of fixed width and not compressed. */
  public long rows() {
    return files.stream().mapToLong(InputFiles::rows).sum();
  }

  /** Rows of fixed width that a file has the bytes for; its last newline may be missing. */
  public static long rows(FileStatus file) {
    return (file.getLen() + 1) / DeviceIds.ROW_BYTES;
  }

  /** The input's name and state, which tell whether an output was made of what is there now. */
  public Map<String, Object> settings() {
    long newest = files.stream().mapToLong(FileStatus::getModificationTime).max().orElse(0);
    return Map.of(
        "input",
        root,
        "input_state",
        files.size() + " files, " + bytes() + " bytes, changed " + Instant.ofEpochMilli(newest));
  }

  /** Why their bytes do not tell the rows of the files; empty if they seem to. */
  public Optional<String> whyNotFixedWidth() {
    if (compressed()) {
      return Optional.of(root + " is compressed");
    }
    return sequences.isEmpty() ? Optional.empty() : Optional.of(root + " is a sequence file");
  }

  /** What form their rows are stored in, in a word or two. */
  public String form() {
    if (sequences.isEmpty()) {
      return compressed() ? "compressed text" : "text";
    }
    return sequences.size() == files.size() ? "sequence" : "mixed";
  }

  /** Whether a file is compressed. */
  public boolean compressed() {
    return !packed.isEmpty();
  }

  /** What a scan of these files costs more than it need, in words. */
  public List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (packed.size() == 1) {
      notices.add(packed.get(0).getName() + " is compressed: one map reads it, no parallelism");
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
              + " bytes on average, which take longer to open than to read;"
              + " fewer, larger files are faster");
    }
    return notices;
  }

  /**
   * Refuses an output that lies inside the input, which the next run would read, and one that is
   * the input or holds it.
   *
   * @throws ProgramException if so
   */
  public void refuseOutput(Path output, Configuration conf) throws IOException {
    Path target = output.getFileSystem(conf).makeQualified(output);
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

  /** Opens a file, and tells whether it is a sequence file. */
  private static boolean tryToOpen(Path file, Configuration conf) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(conf).open(file)) {
      boolean sequence = SequenceHeader.isAtStartOf(in);
      if (sequence) {
        SequenceHeader.read(in, file);
      }
      return sequence;
    } catch (AccessControlException | FileNotFoundException e) {
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input " + file + " cannot be read: " + ProgramException.firstLine(e),
          e);
    }
  }
}
