// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

/**
 * Counters of work done inside tasks, added up over all tasks of a job. Our own, since on the local
 * runner Hadoop's file-system and CPU counters are absent or count the whole process.
 */
public enum Work {
  /** Bytes taken from the input (after decompression). */
  BYTES_READ,
  /** Nanoseconds in which map tasks waited for input: finding, reading and judging rows. */
  READ_NANOS,
  /** Nanoseconds in which map tasks tallied rows and emitted counts. */
  TALLY_NANOS,
  /** Splits of which a part could not be read. */
  UNREADABLE_SPLITS,
  /** Of the rows written: a checksum that their order does not change, modulo 2^64. */
  ROW_CHECKSUM,
  /** Of the rows written: a checksum that tells where each row stands, modulo 2^64. */
  PLACE_CHECKSUM
}
