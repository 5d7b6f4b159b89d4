// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * The rows that a program works on: how a job is set up to read them, and what its counters must be
 * afterwards. One source feeds any number of jobs.
 */
public interface RowSource {

  /** What a job over these rows is named after. */
  String name();

  /** What decides which rows these are, by option name; part of an output's manifest. */
  Map<String, Object> identity();

  /** Bytes that are stored, and read; 0 of rows that are generated. */
  long bytes();

  /**
   * Readies the rows for their jobs; called once.
   *
   * @param folder exists, is the driver's own, and is deleted after the last job
   */
  void prepare(Path folder) throws IOException, InterruptedException;

  /** Sets up a job to read the rows: its input format, its splits, and settings that follow. */
  void feed(Job job) throws IOException;

  /** Runs a job that was fed to its end. */
  default JobRun run(Job job, Session session) throws IOException, InterruptedException {
    return session.run(job);
  }

  /**
   * Judges the rows that a job left out, and shows the first of them.
   *
   * @throws deviceid.cli.ProgramException if they are more than the limit
   */
  void judge(JobRun run, JobOutput output) throws IOException;

  /** What must hold of the rows that a counting job read. */
  List<Check> checks(JobRun run);
}
