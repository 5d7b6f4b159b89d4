// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.BadRow;
import deviceid.input.BadRow.Flaw;
import deviceid.input.BadRowReason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * Files whose names end as a codec's do. They are tried before a job starts: a task that cannot
 * decompress its file costs four attempts.
 *
 * <p>Gzip and deflate are read. Hadoop's streams of bzip2, snappy and lz4 end without a word where
 * a file is cut off between two blocks, and bzip2's finds nothing in a file of another kind: the
 * count would be short and look right.
 */
final class Compressed {

  private Compressed() {}

  static boolean is(Path file, Configuration conf) {
    return new CompressionCodecFactory(conf).getCodec(file) != null;
  }

  /** What is stored in a file of a codec's name; closing it closes {@code stored}. */
  static InputStream decompress(InputStream stored, Path file, Configuration conf)
      throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    if (codec instanceof GzipCodec) {
      return new GzipMembers(stored);
    }
    return codec.createInputStream(stored);
  }

  /**
   * Decompresses the first byte.
   *
   * @throws ProgramException if the file holds something else than its name says, or its format is
   *     not read
   */
  static void tryToRead(Path file, Configuration conf) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(file);
    if (!(codec instanceof DefaultCodec)) { // gzip's is one
      throw ProgramException.wrongUse(
          "input "
              + file
              + " has a format in which Hadoop may not notice that a file is cut off;"
              + " give it as gzip or plain text");
    }
    try (InputStream stored = file.getFileSystem(conf).open(file);
        InputStream in = decompress(stored, file, conf)) {
      in.read();
    } catch (IOException e) {
      String why = e instanceof EOFException ? "its data is cut off" : e.getMessage();
      throw new ProgramException(
          ExitCode.WRONG_USE, "input " + file + " cannot be decompressed: " + why, e);
    }
  }

  /**
   * The members of a gzip file, one after another. As {@code gzip -d} does, it takes zero bytes
   * behind the last one for padding, which tapes and some transfers add.
   */
  private static final class GzipMembers extends InputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final BufferedInputStream stored;
    private InputStream member; // null behind the last one

    GzipMembers(InputStream stored) throws IOException {
      this.stored = new BufferedInputStream(stored, BUFFER_BYTES);
      this.stored.mark(BUFFER_BYTES);
      byte[] start = this.stored.readNBytes(512);
      this.stored.reset();
      if (start.length < 2 || start[0] != 0x1f || start[1] != (byte) 0x8b) {
        throw new IOException("no gzip data: " + describe(start));
      }
      member = new GzipCompressorInputStream(this.stored);
    }

    private static String describe(byte[] start) {
      if (start.length == 0) {
        return "the file is empty";
      }
      String text = new String(start, ISO_8859_1);
      return BadRowReason.ofNoGzip(new BadRow(Flaw.WIDTH, 1, 0, text.length(), text))
          .map(look -> "it holds " + look.reason() + ". " + look.nextStep())
          .orElse("it holds text. Give it a name that does not end with .gz");
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      try {
        while (member != null) {
          int got = member.read(buffer, from, length);
          if (got >= 0) {
            return got;
          }
          openNext();
        }
        return -1;
      } catch (EOFException e) {
        throw new IOException("the gzip data is cut off", e);
      }
    }

    private void openNext() throws IOException {
      stored.mark(1);
      int next = stored.read();
      if (next == 0x1f) {
        stored.reset();
        member = new GzipCompressorInputStream(stored);
        return;
      }
      member = null;
      while (next == 0) {
        next = stored.read();
      }
      if (next >= 0) {
        throw new IOException("what follows the gzip data is neither gzip data nor zeros");
      }
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }
}
