// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static deviceid.input.DeviceIds.ROW_BYTES;

import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The rows of a split of text, compressed or not. A row belongs to the split in which its first
 * byte lies: the reader looks for the first newline from the byte before its split on, and reads
 * its last row to its newline, beyond its end where need be. A split that lies inside a row has no
 * rows and no bytes.
 */
final class TextRows implements PartReader {

  /** Bytes of a read that looks for a newline. */
  private static final int BLOCK_BYTES = 1 << 14;

  private final StoredSplit split;
  private final FSDataInputStream file;
  private final InputStream in;
  private final boolean compressed;
  private final RowScanner scanner;
  private final long firstRow;
  private final long end;
  private long at;
  private int held;
  private boolean endOfFile;
  private boolean ended;

  /** Opens the file and closes it again if its first row cannot be found. */
  TextRows(StoredSplit split, Configuration conf, RowVerdicts verdicts) throws IOException {
    this.split = split;
    Path path = split.getPath();
    compressed = Compressed.is(path, conf);
    end = compressed ? Long.MAX_VALUE : split.end();
    file = path.getFileSystem(conf).open(path);
    try {
      if (compressed) {
        in = Compressed.decompress(file, path, conf);
        firstRow = 0;
      } else {
        PushbackInputStream text = new PushbackInputStream(file, BLOCK_BYTES);
        firstRow = findRow(text);
        in = split.getStart() == 0 ? file : text;
      }
    } catch (IOException e) {
      file.close();
      throw e;
    }
    at = firstRow;
    scanner = DeviceIdInputFormat.scanner(conf, firstRow, verdicts);
  }

  /** Moves to the first row that begins in the split, or to the split's end. */
  private long findRow(PushbackInputStream text) throws IOException {
    if (split.getStart() == 0) {
      return 0;
    }
    file.seek(split.getStart() - 1);
    byte[] block = new byte[BLOCK_BYTES];
    for (long from = split.getStart() - 1; from < end - 1; from += BLOCK_BYTES) {
      int got = text.readNBytes(block, 0, (int) Math.min(BLOCK_BYTES, end - from));
      int newline = RowScanner.indexOfNewline(block, 0, got);
      if (newline < got) {
        text.unread(block, newline + 1, got - newline - 1);
        return from + newline + 1;
      }
    }
    return end;
  }

  @Override
  public int next(byte[] buffer, int most) throws IOException {
    if (ended) {
      return -1;
    }
    System.arraycopy(buffer, scanner.consumed(), buffer, 0, held);
    int length = fill(buffer, most);
    int good = scanner.scan(buffer, length, endOfFile);
    held = length - scanner.consumed();
    return good;
  }

  private int fill(byte[] buffer, int most) throws IOException {
    int length = held;
    if (at < end) {
      int want = Math.max(ROW_BYTES, most * ROW_BYTES - held);
      length += read(buffer, held, (int) Math.min(want, end - at));
    }
    if (at >= end && !endOfFile) {
      boolean insideRow = length == 0 ? scanner.insideLongLine() : buffer[length - 1] != '\n';
      ended = !insideRow;
      length = insideRow ? finishRow(buffer, length) : length;
    }
    ended |= endOfFile;
    return length;
  }

  /** Reads on to the newline, or a block that has none. */
  private int finishRow(byte[] buffer, int from) throws IOException {
    boolean isLong = scanner.insideLongLine();
    int want = isLong ? buffer.length - 1 - from : RowScanner.MAX_LINE_BYTES;
    int got = read(buffer, from, want);
    int newline = RowScanner.indexOfNewline(buffer, from, from + got);
    ended = newline < from + got; // what stands behind it belongs to the next split
    return Math.min(newline + 1, from + got);
  }

  private int read(byte[] buffer, int from, int want) throws IOException {
    int got = in.readNBytes(buffer, from, want);
    at += got;
    endOfFile = got < want;
    return got;
  }

  @Override
  public long position() {
    return scanner.position();
  }

  @Override
  public long position(int row) {
    return scanner.position(row);
  }

  @Override
  public long bytes() {
    return scanner.position() - firstRow;
  }

  @Override
  public long rows() {
    return scanner.goodRows() + scanner.badRows();
  }

  @Override
  public boolean unterminated() {
    return scanner.unterminated();
  }

  @Override
  public float progress() throws IOException {
    long done = (compressed ? file.getPos() : scanner.position()) - split.getStart();
    return split.progress(done);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
