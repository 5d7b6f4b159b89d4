// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.DeviceIds;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * A file of stored rows as the driver found it, opened once.
 *
 * @param form how its rows are stored
 * @param notFixedWidth why its bytes do not say where its rows begin; empty if they seem to
 */
public record InputFile(FileStatus status, Form form, String notFixedWidth) {

  /** How rows are stored. */
  public enum Form {
    /** A line a row. */
    TEXT,
    /** The same, compressed by the codec that the name's ending stands for. */
    COMPRESSED,
    /** A sequence file of 20-byte values. */
    SEQUENCE;

    @Override
    public String toString() {
      return this == COMPRESSED ? "compressed text" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Opens a file and looks at its first bytes.
   *
   * @throws ProgramException if it cannot be opened or decompressed, or is a sequence file of
   *     something else
   */
  static InputFile open(FileStatus status, Configuration conf) throws IOException {
    Path path = status.getPath();
    if (Compressed.is(path, conf)) {
      Compressed.tryToRead(path, conf);
      return new InputFile(status, Form.COMPRESSED, path + " is compressed");
    }
    try (FSDataInputStream in = path.getFileSystem(conf).open(path)) {
      if (SequenceHeader.isAtStartOf(in)) {
        SequenceHeader.read(in, path);
        return new InputFile(status, Form.SEQUENCE, path + " is a sequence file");
      }
      return new InputFile(status, Form.TEXT, notFixedWidth(status, in));
    } catch (AccessControlException | FileNotFoundException e) {
      throw new ProgramException(
          ExitCode.WRONG_USE,
          "input " + path + " cannot be read: " + ProgramException.firstLine(e),
          e);
    }
  }

  public Path path() {
    return status.getPath();
  }

  /** Bytes as they are stored. */
  public long bytes() {
    return status.getLen();
  }

  /** Rows of 41 bytes that the file has room for; its last newline may be missing. */
  public long rows() {
    return (bytes() + 1) / DeviceIds.ROW_BYTES;
  }

  /** Its length and first line tell; each row is judged when it is read. */
  private static String notFixedWidth(FileStatus status, FSDataInputStream in) throws IOException {
    long beyond = status.getLen() % DeviceIds.ROW_BYTES;
    if (beyond > 0 && beyond < DeviceIds.ID_CHARACTERS) {
      return String.format(
          Locale.ROOT,
          "%s has %,d bytes, which is not a multiple of %d",
          status.getPath(),
          status.getLen(),
          DeviceIds.ROW_BYTES);
    }
    if (status.getLen() < DeviceIds.ROW_BYTES) {
      return "";
    }
    in.seek(DeviceIds.ID_CHARACTERS);
    try {
      return in.read() == '\n'
          ? ""
          : status.getPath() + " begins with a line that is not " + DeviceIds.ROW_BYTES + " bytes";
    } catch (IOException e) {
      return ""; // for the task that reads this part to report
    }
  }
}
