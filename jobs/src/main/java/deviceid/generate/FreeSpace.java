// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import static deviceid.cli.RowCount.format;

import deviceid.cli.ProgramException;
import deviceid.input.DeviceIds;
import deviceid.publish.Destination;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Whether rows will fit where they are to be written. */
final class FreeSpace {

  private FreeSpace() {}

  /**
   * Why so many IDs, with their replicas, do not fit; empty if they do.
   *
   * @throws ProgramException if no file system could hold them
   */
  static Optional<String> lack(Path target, long ids, Configuration conf) throws IOException {
    if (ids > Long.MAX_VALUE / DeviceIds.ROW_BYTES) {
      throw ProgramException.wrongUse(
          format(ids) + " ids of 41 bytes are more than 2^63 - 1 bytes");
    }
    FileSystem fs = target.getFileSystem(conf);
    Path disk = Destination.nearestExisting(fs, fs.makeQualified(target));
    long free = fs.getStatus(disk).getRemaining();
    long replicas = fs.getDefaultReplication(target);
    return ids * DeviceIds.ROW_BYTES <= free / replicas
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d ids x 41 bytes x %d replicas do not fit: %,d bytes are free on %s",
                ids,
                replicas,
                free,
                fs.getUri()));
  }
}
