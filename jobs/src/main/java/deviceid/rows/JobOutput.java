// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.rows.RowVerdicts.BadRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Files that the tasks of a job left in its output folder.
 *
 * @param fs of the folder
 */
public record JobOutput(FileSystem fs, Path folder) {

  /** The output of a job that has ended. */
  public static JobOutput of(Path folder, Configuration conf) throws IOException {
    return new JobOutput(folder.getFileSystem(conf), folder);
  }

  /**
   * Lists the files whose names begin so, in task order; no glob, which the folder's own name could
   * spoil.
   */
  public List<FileStatus> list(String prefix) throws IOException {
    return Stream.of(fs.listStatus(folder, path -> path.getName().startsWith(prefix)))
        .sorted()
        .toList();
  }

  /** Reads the text of these files, line by line, in task order. */
  public void readLines(String prefix, Consumer<String> line) throws IOException {
    for (FileStatus file : list(prefix)) {
      try (BufferedReader text =
          new BufferedReader(
              new InputStreamReader(fs.open(file.getPath()), StandardCharsets.UTF_8))) {
        text.lines().forEach(line);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /**
   * Reads the first lines of these files.
   *
   * @return how many there are in all
   */
  public long readFirstLines(String prefix, int most, Consumer<String> line) throws IOException {
    long[] lines = {0};
    readLines(
        prefix,
        next -> {
          if (lines[0]++ < most) {
            line.accept(next);
          }
        });
    return lines[0];
  }

  /** Reads the first ten bad rows that the job's maps met, in words. */
  public BadRows readBadRows() throws IOException {
    return RowVerdicts.readBadRows(this);
  }

  /** Reads the summaries of the parts that the tasks wrote. */
  public List<TaskSummary> readSummaries() throws IOException {
    return TaskSummary.readAll(fs, folder);
  }
}
