// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Fixed-width files as one sequence of rows, in the order of their names.
 *
 * @param pieces one a file that has rows, each beginning where the one before ends
 */
record RowSequence(List<Piece> pieces) {

  /**
   * Rows that follow each other in a file.
   *
   * @param first the index, in the whole sequence, of the piece's first row
   * @param rows how many rows
   * @param fileRow which row of its file the first one is
   */
  record Piece(Path file, long first, long rows, long fileRow) {
    long end() {
      return first + rows;
    }

    /** The position in the file of a row of the sequence. */
    long position(long row) {
      return (row - first + fileRow) * DeviceIds.ROW_BYTES;
    }

    /** The part of this piece in [from, to). */
    Piece within(long from, long to) {
      long begin = Math.max(first, from);
      return new Piece(file, begin, Math.min(end(), to) - begin, fileRow + begin - first);
    }
  }

  RowSequence {
    pieces = List.copyOf(pieces);
  }

  /** The rows of files of fixed width; a missing last newline is accepted. */
  static RowSequence of(InputFiles files) {
    List<Piece> pieces = new ArrayList<>();
    long first = 0;
    for (InputFile file : files.files()) {
      long rows = file.rows();
      if (rows > 0) {
        pieces.add(new Piece(file.path(), first, rows, 0));
      }
      first += rows;
    }
    return new RowSequence(pieces);
  }

  /** Rows of all files. */
  long rows() {
    return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
  }

  /** The pieces that cover [from, to). */
  RowSequence within(long from, long to) {
    return new RowSequence(
        pieces.stream()
            .filter(piece -> piece.first() < to && piece.end() > from)
            .map(piece -> piece.within(from, to))
            .toList());
  }
}
