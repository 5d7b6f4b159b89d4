// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DefaultCodec;

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
              + " has a format of which Hadoop may not notice that a file is cut off;"
              + " give it as gzip or plain text");
    }
    Decompressor decompressor = CodecPool.getDecompressor(codec);
    try (InputStream stored = file.getFileSystem(conf).open(file)) {
      codec.createInputStream(stored, decompressor).read();
    } catch (IOException e) {
      throw new ProgramException(
          ExitCode.WRONG_USE, "input " + file + " cannot be decompressed: " + e.getMessage(), e);
    } finally {
      CodecPool.returnDecompressor(decompressor);
    }
  }
}
