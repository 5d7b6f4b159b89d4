// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.WritableUtils;

/**
 * The beginning of a sequence file of IDs, as {@link org.apache.hadoop.io.SequenceFile} describes
 * it: {@code SEQ} and a version, the classes of keys and values, whether they are compressed, the
 * writer's own pairs of texts, and a mark that comes again from time to time. Hadoop's reader is
 * not asked, since it makes an array of any length that a spoilt byte may tell.
 */
final class SequenceHeader {

  static final int MARK_BYTES = 16;

  private static final byte[] MAGIC = "SEQ".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 6;
  private static final String KEY = NullWritable.class.getName();
  private static final String VALUE = BytesWritable.class.getName();

  /** Class names and the writer's own texts that are longer are none. */
  private static final int LONGEST_TEXT = 1 << 16;

  private final long end;
  private final byte[] mark;

  private SequenceHeader(long end, byte[] mark) {
    this.end = end;
    this.mark = mark;
  }

  /** Whether a file begins as one; a beginning that cannot be read is for its reader to tell. */
  static boolean isAtStartOf(FSDataInputStream file) {
    byte[] start = new byte[MAGIC.length];
    try {
      file.readFully(0, start);
    } catch (IOException e) {
      return false;
    }
    return Arrays.equals(start, MAGIC);
  }

  /**
   * Reads a file from its front.
   *
   * @throws ProgramException if it holds something else than 20-byte values, or is cut off or
   *     spoilt
   */
  static SequenceHeader read(FSDataInputStream in, Path file) throws IOException {
    try {
      in.seek(MAGIC.length);
      int version = in.readByte();
      if (version != VERSION) {
        throw new Refusal("of version " + version + "; version " + VERSION + " is read");
      }
      String key = readName(in);
      String value = readName(in);
      if (!key.equals(KEY) || !value.equals(VALUE)) {
        throw new Refusal(
            "of " + key + " and " + value + "; NullWritable and BytesWritable are read");
      }
      boolean compressed = in.readBoolean();
      boolean inBlocks = in.readBoolean();
      if (compressed || inBlocks) {
        throw new Refusal(
            "that is compressed, and Hadoop may not notice that such a file is cut off;"
                + " write it without compression");
      }
      skipTexts(in);
      byte[] mark = new byte[MARK_BYTES];
      in.readFully(mark);
      return new SequenceHeader(in.getPos(), mark);
    } catch (EOFException | Refusal e) {
      String why = e instanceof Refusal ? e.getMessage() : "that is cut off in its header";
      throw new ProgramException(
          ExitCode.WRONG_USE, "input " + file + " is a sequence file " + why, e);
    }
  }

  /** The position of the first record. */
  long end() {
    return end;
  }

  /** Whether the file's mark stands at {@code bytes[at]}. */
  boolean isMark(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + MARK_BYTES, mark, 0, MARK_BYTES);
  }

  private static void skipTexts(FSDataInputStream in) throws IOException {
    int pairs = in.readInt();
    for (long text = 0; text < 2L * pairs; text++) {
      readText(in);
    }
  }

  private static String readName(FSDataInputStream in) throws IOException {
    return new String(readText(in), StandardCharsets.UTF_8);
  }

  private static byte[] readText(FSDataInputStream in) throws IOException {
    int length = WritableUtils.readVInt(in);
    if (length < 0 || length > LONGEST_TEXT) {
      throw new Refusal("with a spoilt header");
    }
    byte[] text = new byte[length];
    in.readFully(text);
    return text;
  }

  private static final class Refusal extends IOException {

    private static final long serialVersionUID = 1;

    Refusal(String why) {
      super(why);
    }
  }
}
