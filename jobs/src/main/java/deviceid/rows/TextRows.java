// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * The rows of a split of text, compressed or not. A row belongs to the split in which its first
 * byte lies; the reader looks at the byte before its split to learn whether a row begins there.
 */
final class TextRows implements RowSource {

  private final StoredSplit split;
  private final FSDataInputStream file;
  private final InputStream stream;
  private final RowScanner scanner;
  private final RowStream rows;
  private final long firstRow;
  private Decompressor decompressor;

  /** Opens the file and closes it again if its first row cannot be found. */
  TextRows(StoredSplit split, Configuration conf, RowVerdicts verdicts) throws IOException {
    this.split = split;
    Path path = split.getPath();
    file = path.getFileSystem(conf).open(path);
    try {
      CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(path);
      if (codec == null) {
        stream = file;
        firstRow = seekRow(split.getStart());
      } else {
        decompressor = CodecPool.getDecompressor(codec);
        stream = codec.createInputStream(file, decompressor);
        firstRow = 0;
      }
      scanner = DeviceIdInputFormat.scanner(conf, firstRow, verdicts);
      rows = new RowStream(stream, codec == null ? split.end() : Long.MAX_VALUE, scanner);
    } catch (IOException e) {
      file.close();
      returnDecompressor();
      throw e;
    }
  }

  @Override
  public int next(byte[] buffer) throws IOException {
    return rows.next(buffer);
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
    long done = (stream == file ? scanner.position() : file.getPos()) - split.getStart();
    return split.progress(done);
  }

  @Override
  public void close() throws IOException {
    try {
      stream.close();
    } finally {
      returnDecompressor();
    }
  }

  private void returnDecompressor() {
    CodecPool.returnDecompressor(decompressor);
    decompressor = null;
  }

  /** Moves to the first row that begins at or after {@code start} and returns its position. */
  private long seekRow(long start) throws IOException {
    if (start == 0) {
      return 0;
    }
    file.seek(start - 1);
    long at = start - 1;
    int next;
    do {
      next = file.read();
      at++;
    } while (next >= 0 && next != '\n');
    return next < 0 ? at - 1 : at;
  }
}
