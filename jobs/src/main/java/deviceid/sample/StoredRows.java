// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.io.InputFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Fixed-width files as one sequence of rows, in the order of their names.
 *
 * @param stretches one a file that has rows, each beginning where the one before ends
 */
record StoredRows(List<Stretch> stretches) {

  /**
   * Rows that follow each other in a file.
   *
   * @param first the index, in the whole sequence, of the stretch's first row
   * @param rows how many rows
   * @param fileRow which row of its file the first one is
   */
  record Stretch(Path file, long first, long rows, long fileRow) {
    long end() {
      return first + rows;
    }

    /** The position in the file of a row of the sequence. */
    long position(long row) {
      return (row - first + fileRow) * DeviceIds.ROW_BYTES;
    }

    /** The part of this stretch in [from, to). */
    Stretch within(long from, long to) {
      long begin = Math.max(first, from);
      return new Stretch(file, begin, Math.min(end(), to) - begin, fileRow + begin - first);
    }
  }

  StoredRows {
    stretches = List.copyOf(stretches);
  }

  /** The rows of files of fixed width; a missing last newline is accepted. */
  static StoredRows of(InputFiles files) {
    List<Stretch> stretches = new ArrayList<>();
    long first = 0;
    for (FileStatus file : files.files()) {
      long rows = InputFiles.rows(file);
      if (rows > 0) {
        stretches.add(new Stretch(file.getPath(), first, rows, 0));
      }
      first += rows;
    }
    return new StoredRows(stretches);
  }

  /**
   * Why the rows of these files do not lie at fixed places, as far as their names, lengths and
   * first lines tell; empty if they seem to. Each sampled row is judged when it is read.
   */
  static Optional<String> whyNotFixed(InputFiles files, Configuration conf) throws IOException {
    if (files.compressed()) {
      return Optional.of(files.root() + " is compressed");
    }
    for (FileStatus file : files.files()) {
      long beyond = file.getLen() % DeviceIds.ROW_BYTES;
      if (beyond > 0 && beyond < DeviceIds.ID_CHARACTERS) {
        return Optional.of(
            String.format(
                "%s has %s bytes, which is no number of %d-byte rows",
                file.getPath(), RowCount.format(file.getLen()), DeviceIds.ROW_BYTES));
      }
      if (file.getLen() >= DeviceIds.ROW_BYTES && !firstLineIsARow(file.getPath(), conf)) {
        return Optional.of(
            file.getPath() + " begins with a line that is not " + DeviceIds.ROW_BYTES + " bytes");
      }
    }
    return Optional.empty();
  }

  private static boolean firstLineIsARow(Path file, Configuration conf) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(conf).open(file)) {
      byte[] row = in.readNBytes(DeviceIds.ROW_BYTES);
      return row.length == DeviceIds.ROW_BYTES && row[DeviceIds.ID_CHARACTERS] == '\n';
    }
  }

  /** Rows of all files. */
  long rows() {
    return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).end();
  }

  /** The stretches that cover [from, to). */
  StoredRows within(long from, long to) {
    return new StoredRows(
        stretches.stream()
            .filter(stretch -> stretch.first() < to && stretch.end() > from)
            .map(stretch -> stretch.within(from, to))
            .toList());
  }
}
