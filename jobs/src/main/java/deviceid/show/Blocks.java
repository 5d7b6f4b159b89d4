// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;

/** Where the blocks of stored files lie, as their file system tells. */
final class Blocks {

  private Blocks() {}

  static Table of(InputFiles files, Configuration conf) throws IOException {
    FileSystem fs = files.root().getFileSystem(conf);
    Table table =
        new Table(
            Column.text("part"),
            Column.count("block"),
            Column.count("first byte"),
            Column.count("bytes"),
            Column.count("replicas"),
            Column.text("hosts"));
    for (InputFile file : files.files()) {
      int number = 0;
      for (BlockLocation block : fs.getFileBlockLocations(file.status(), 0, file.bytes())) {
        String[] hosts = block.getHosts();
        Arrays.sort(hosts);
        table.row(
            file.path().getName(),
            number++,
            block.getOffset(),
            block.getLength(),
            hosts.length,
            String.join(" ", hosts));
      }
    }
    return table;
  }
}
