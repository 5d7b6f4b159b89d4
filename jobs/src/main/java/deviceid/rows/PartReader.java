// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.Path;

/**
 * The rows of one split of a file, piece by piece, whatever form they are stored in. Positions are
 * those in the file, after decompression. The splits of a file divide its bytes among them.
 */
public interface PartReader extends Closeable {

  /** Bytes of a buffer: a batch, the rest of its last line, and a newline that may be missing. */
  int BUFFER_BYTES = DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES + RowScanner.MAX_LINE_BYTES + 2;

  /** Opens a split; what it finds bad goes to the verdicts. */
  static PartReader open(StoredSplit split, Configuration conf, RowVerdicts verdicts)
      throws IOException {
    return split.isSequence()
        ? new SequenceRows(split, conf, verdicts)
        : new TextRows(split, conf, verdicts);
  }

  /**
   * Reads on by a piece and fills the front of {@code buffer}, the same one at each call and {@link
   * #BUFFER_BYTES} long, with the good rows of 41 bytes in it.
   *
   * @param most rows of fixed width that the piece may have, up to a batch
   * @return bytes of good rows, 0 if the piece has none, or -1 behind the last piece
   */
  int next(byte[] buffer, int most) throws IOException;

  /** Where what has not been read as rows begins. */
  long position();

  /** Where a row of the last piece began. */
  long position(int row);

  /** Bytes of the file that its rows, so far, take. */
  long bytes();

  /** Rows so far, good or bad. */
  long rows();

  /** Whether the last row had no newline, as only text may. */
  default boolean unterminated() {
    return false;
  }

  /** How much of the split has been read, from 0 to 1. */
  float progress() throws IOException;

  /** The error that reading a file met, with the file's name. */
  static IOException naming(Path file, Throwable e) {
    String place = e instanceof DamagedFileException at ? " byte " + at.position() : "";
    Throwable cause = e instanceof FSError ? e.getCause() : e;
    return new IOException(file + place + ": " + cause.getMessage(), e);
  }

  /** What stands in a file is no rows, good or bad: no reader can go on behind it. */
  final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    private final long position;

    DamagedFileException(long position, String message) {
      super(message);
      this.position = position;
    }

    /** Where in the file what could not be read begins. */
    public long position() {
      return position;
    }
  }
}
