// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.protocol.ErasureCodingPolicy;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/** Blocks of stored files and their hosts, as the file system reports them. */
final class Blocks {

  private Blocks() {}

  static Table of(InputFiles files, Configuration conf) throws IOException {
    boolean coded = files.files().stream().anyMatch(file -> file.status().isErasureCoded());
    FileSystem fs = files.root().getFileSystem(conf);
    Table table = table(coded);
    for (InputFile found : files.files()) {
      FileStatus file = found.status();
      int number = 0;
      for (BlockLocation block : fs.getFileBlockLocations(file, 0, file.getLen())) {
        table.row(cells(file, number++, block, coded).toArray());
      }
    }
    return table;
  }

  /**
   * @param coded whether a file is erasure-coded
   */
  private static Table table(boolean coded) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("part"),
                Column.count("block"),
                Column.count("first byte"),
                Column.count("bytes"),
                Column.count("replicas")));
    if (coded) {
      columns.add(Column.text("erasure coding"));
    }
    columns.add(Column.text("hosts"));
    return new Table(columns.toArray(Column[]::new));
  }

  /** An erasure-coded group of blocks has no replicas: each of its hosts holds another block. */
  static List<Object> cells(FileStatus file, int number, BlockLocation block, boolean coded)
      throws IOException {
    String[] hosts = block.getHosts();
    Arrays.sort(hosts);
    List<Object> cells =
        new ArrayList<>(
            List.of(file.getPath().getName(), number, block.getOffset(), block.getLength()));
    cells.add(file.isErasureCoded() ? null : hosts.length);
    if (coded) {
      cells.add(file.isErasureCoded() ? policy(file) : "");
    }
    cells.add(String.join(" ", hosts));
    return cells;
  }

  private static String policy(FileStatus file) {
    ErasureCodingPolicy policy =
        file instanceof HdfsFileStatus hdfs ? hdfs.getErasureCodingPolicy() : null;
    return policy == null
        ? "of an unknown policy"
        : policy.getName()
            + ": "
            + policy.getNumDataUnits()
            + " data and "
            + policy.getNumParityUnits()
            + " parity blocks";
  }
}
