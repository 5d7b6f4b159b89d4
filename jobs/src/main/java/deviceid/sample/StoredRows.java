// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.rows.InputFiles;
import java.util.ArrayList;
import java.util.List;
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
