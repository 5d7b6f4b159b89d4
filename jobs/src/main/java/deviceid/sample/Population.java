// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.Console;
import deviceid.run.JobRun;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/** The N rows that samples are drawn from, and how a job comes by those of one sample. */
interface Population {

  /** How a job came by the rows of its sample. */
  enum Way {
    /** Each row was taken for itself. */
    SEEK,
    /** All rows from the first one drawn to the last were read, in blocks. */
    STREAM,
    /** Every line was read and judged. */
    SCAN,
    /** Every row was generated. */
    GENERATE
  }

  /** N. */
  long rows();

  /** Sets a job to read a sample, and tells how it will. */
  Way feed(Job job, Sampling sampling) throws IOException;

  /** Fails if it is not as it was. */
  default void refuseChanged() throws IOException {}

  /**
   * Fails if a job met bad rows where there must be none.
   *
   * @param folder the job's output
   */
  default void refuseBadRows(JobRun run, Path folder, Console console) throws IOException {}
}
