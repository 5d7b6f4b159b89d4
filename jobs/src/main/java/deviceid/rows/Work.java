// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import org.apache.hadoop.fs.statistics.IOStatisticsContext;
import org.apache.hadoop.fs.statistics.StoreStatisticNames;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * Counters of work done inside tasks, added up over all tasks of a job. Our own, since on the local
 * runner Hadoop's file-system and CPU counters are absent or count the whole process.
 */
public enum Work {
  /** Bytes taken from the input (after decompression). */
  BYTES_READ,
  /** Requests for data that map tasks sent to an object store. */
  REQUESTS,
  /** Nanoseconds in which map tasks waited for input: finding, reading and judging rows. */
  READ_NANOS,
  /** Nanoseconds in which map tasks tallied rows and emitted counts. */
  TALLY_NANOS,
  /** Splits of which a part could not be read. */
  UNREADABLE_SPLITS,
  /** Of the rows written: a checksum that their order does not change, modulo 2^64. */
  ROW_CHECKSUM,
  /** Of the rows written: a checksum that tells where each row stands, modulo 2^64. */
  PLACE_CHECKSUM;

  /** Requests for data that this thread sends from here on, by streams that it closes. */
  public static final class SentRequests {

    /** Held: Hadoop has a weak reference to it, and begins anew at 0 where it is lost. */
    private final IOStatisticsContext thread = IOStatisticsContext.getCurrentIOStatisticsContext();

    private final long before = sent();

    /** Counts them; where there are none, no counter either. */
    public void count(TaskAttemptContext context) {
      long sent = sent() - before;
      if (sent > 0) {
        context.getCounter(REQUESTS).increment(sent);
      }
    }

    private long sent() {
      return thread
          .snapshot()
          .counters()
          .getOrDefault(StoreStatisticNames.ACTION_HTTP_GET_REQUEST, 0L);
    }
  }
}
