// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import org.apache.hadoop.fs.FileSystem;

/**
 * Whether the rows of a sample are read one by one or with all that lies between them, from what
 * {@code scripts/bench-reads} measures: nanoseconds a row of 41 bytes taken, the next one a gap of
 * rows away, from memory (2 cores, one DataNode on the same machine; the machine was busy, so read
 * the ratios: local ones by CPU time, HDFS by least of several rounds).
 *
 * <pre>
 *             local files             HDFS
 *      gap     seek   stream     seek  positioned   stream
 *       10      295       94   20,306     457,496      399
 *      100    1,500      938   18,142     358,388    3,986
 *      200    1,924    1,877   28,988     377,170    7,972
 *      300    1,979    2,815   23,239     384,224   11,959
 *    1,000    2,456    9,383   54,735     419,108   39,862
 *    8,000        -        -  1,963,742   358,971  318,899
 *   10,000    4,762   93,833  1,056,220   373,855  398,624
 * </pre>
 *
 * <p>A local seek reads a chunk to verify it. On HDFS a near seek reads through what lies between
 * and a far one opens the rest of the block anew, so there only positioned reads are ever cheaper.
 */
enum ReadCosts {
  /** Seek, then read. */
  LOCAL(200, 50_000, false),
  /** Positioned reads. */
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
