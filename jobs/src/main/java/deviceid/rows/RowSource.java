// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.Closeable;
import java.io.IOException;

/**
 * The rows of one split of a file, batch by batch, whatever form they are stored in. Positions are
 * those in the file, after decompression. The splits of a file divide its bytes among them.
 */
interface RowSource extends Closeable {

  /**
   * Fills the front of {@code buffer}, the same one at each call and {@link RowStream#BUFFER_BYTES}
   * long, with the next good rows of 41 bytes.
   *
   * @return their bytes, or -1 after the last ones
   */
  int next(byte[] buffer) throws IOException;

  /** Where what has not been read as rows begins. */
  long position();

  /** Where a row of the last batch began. */
  long position(int row);

  /** Bytes of the file that its rows, so far, take. */
  long bytes();

  /** Rows so far, good or bad. */
  long rows();

  /** Whether the last row had no newline. */
  boolean unterminated();

  /** How much of the split has been read, from 0 to 1. */
  float progress() throws IOException;
}
