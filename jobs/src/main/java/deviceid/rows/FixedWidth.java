// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Whether the rows of stored files lie at fixed places, so that bytes tell rows. */
public final class FixedWidth {

  private FixedWidth() {}

  /**
   * Why the rows of these files do not lie at fixed places, as far as their names, lengths and
   * first lines tell; empty if they seem to. Each sampled row is judged when it is read.
   */
  public static Optional<String> whyNot(InputFiles files, Configuration conf) throws IOException {
    if (files.whyNotFixedWidth().isPresent()) {
      return files.whyNotFixedWidth();
    }
    for (FileStatus file : files.files()) {
      long beyond = file.getLen() % DeviceIds.ROW_BYTES;
      if (beyond > 0 && beyond < DeviceIds.ID_CHARACTERS) {
        return Optional.of(
            String.format(
                "%s has %s bytes, which is no number of %d-byte rows",
                file.getPath(), RowCount.format(file.getLen()), DeviceIds.ROW_BYTES));
      }
      if (file.getLen() >= DeviceIds.ROW_BYTES && !firstLineIsARow(file.getPath(), conf)) {
        return Optional.of(
            file.getPath() + " begins with a line that is not " + DeviceIds.ROW_BYTES + " bytes");
      }
    }
    return Optional.empty();
  }

  private static boolean firstLineIsARow(Path file, Configuration conf) throws IOException {
    try (FSDataInputStream in = file.getFileSystem(conf).open(file)) {
      byte[] row = in.readNBytes(DeviceIds.ROW_BYTES);
      return row.length == DeviceIds.ROW_BYTES && row[DeviceIds.ID_CHARACTERS] == '\n';
    }
  }
}
