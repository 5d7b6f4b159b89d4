// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapreduce.Job;

/** The rows of a count: how its job comes by them, and what its counters must say then. */
interface CountInput {

  /** What the job is called after. */
  String name();

  /** What decides which rows these are, by option name. */
  Map<String, Object> settings();

  /** Bytes that are stored, and read. */
  long bytes();

  /** Readies the rows for any number of jobs. */
  void prepare(StagedOutput staged) throws IOException;

  /** Sets a job to read the rows. */
  void feed(Job job, StagedOutput staged) throws IOException;

  /** Runs the job to its end. */
  default JobRun run(Job job, Session session) throws IOException, InterruptedException {
    return session.run(job);
  }

  /**
   * Judges the rows that the job left out.
   *
   * @param badRows the first of them, in words
   */
  void judge(JobRun run, List<String> badRows);

  /** What must hold besides the sum of the counts. */
  List<Check> checks(JobRun run);
}
