// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import org.apache.hadoop.fs.FileSystem;

/** placeholder comment */
enum ReadCosts {
  LOCAL(200, 50_000, false),
  HDFS(8_000, 10_000, true);

  private final long sparseGap;
  private final long rowsOfAMap;
  private final boolean positioned;

  ReadCosts(long sparseGap, long rowsOfAMap, boolean positioned) {
    this.sparseGap = sparseGap;
    this.rowsOfAMap = rowsOfAMap;
    this.positioned = positioned;
  }

  static ReadCosts of(FileSystem fs) {
    return fs.getScheme().equals("hdfs") ? HDFS : LOCAL;
  }

  /** Whether taking each row for itself is cheaper than reading all that lies between. */
  boolean isSparse(Sampling sampling) {
    return sampling.rows() / Math.max(1, sampling.size()) >= sparseGap;
  }

  /** Maps that the rows of a sparse sample are worth. */
  long sparseMaps(long size) {
    return 1 + (size - 1) / rowsOfAMap;
  }

  /** Whether one row is taken by a positioned read, and not by a seek and a read. */
  boolean isPositioned() {
    return positioned;
  }

  /** Rows of a sample from whose average distance on its rows are taken one by one. */
  long sparseGap() {
    return sparseGap;
  }
}
