// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InputStream;

/**
 * The rows whose first byte lies in [start, end) of a stream, batch by batch. The last of them is
 * read to its newline, beyond the end where need be.
 */
final class RowStream {

  private static final int BATCH_BYTES = DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES;

  /** Bytes of a buffer: a batch, the rest of its last line, and a newline that may be missing. */
  static final int BUFFER_BYTES = BATCH_BYTES + RowScanner.MAX_LINE_BYTES + 2;

  private final InputStream in;
  private final RowScanner scanner;
  private final long end;
  private long at;
  private int held;
  private boolean ended;
  private boolean endOfFile;

  /**
   * @param in stands at the first row, whose position is {@code scanner.position()}
   */
  RowStream(InputStream in, long end, RowScanner scanner) {
    this.in = in;
    this.end = end;
    this.scanner = scanner;
    this.at = scanner.position();
  }

  /**
   * Fills the front of {@code buffer}, the same one at each call and {@link #BUFFER_BYTES} long,
   * with the next good rows.
   *
   * @return their bytes, or -1 after the last ones
   */
  int next(byte[] buffer) throws IOException {
    int good = 0;
    while (good == 0 && !ended) {
      System.arraycopy(buffer, scanner.consumed(), buffer, 0, held);
      int length = fill(buffer);
      good = scanner.scan(buffer, length, endOfFile);
      held = length - scanner.consumed();
    }
    return good == 0 ? -1 : good;
  }

  private int fill(byte[] buffer) throws IOException {
    int want = (int) Math.min(BATCH_BYTES - held, Math.max(0, end - at));
    int got = in.readNBytes(buffer, held, want);
    at += got;
    endOfFile = got < want;
    int length = held + got;
    if (!endOfFile && at >= end) {
      length = finishRow(buffer, length);
    }
    ended = endOfFile || at >= end;
    return length;
  }

  /** Reads on to the newline, or for as long as the line may still be a row. */
  private int finishRow(byte[] buffer, int from) throws IOException {
    int length = from;
    while (length > 0 && length <= from + RowScanner.MAX_LINE_BYTES && buffer[length - 1] != '\n') {
      int next = in.read();
      if (next < 0) {
        endOfFile = true;
        break;
      }
      buffer[length++] = (byte) next;
      at++;
    }
    return length;
  }
}
