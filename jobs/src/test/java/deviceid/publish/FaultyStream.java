// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file being written. As on HDFS it is there, empty, from its creation, and its bytes arrive with
 * the close. The first write and the close are calls that may fail; what a failed write took is not
 * taken back, so that a writer who ignores it closes a file that is too short.
 */
final class FaultyStream extends OutputStream {

  private final Path file;
  private final Faults faults;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean begun;
  private boolean closed;

  FaultyStream(Path file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (begun) {
      bytes.write(source, offset, length);
      return;
    }
    begun = true;
    faults.change("write", file, () -> take(source, offset, length), null);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    byte[] all = bytes.toByteArray();
    byte[] half = Arrays.copyOf(all, all.length / 2);
    faults.change(
        "close",
        file,
        () -> Files.write(file, all),
        half.length == 0 ? null : () -> Files.write(file, half));
  }

  private int take(byte[] source, int offset, int length) {
    bytes.write(source, offset, length);
    return length;
  }
}
