// SPDX-License-Identifier: Apache-2.0
package deviceid.run;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.rows.CombinedRowsInputFormat;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.mapreduce.Job;

/** A job that reads stored rows: what is said of its input besides the job's own result. */
public final class StoredJob {

  private StoredJob() {}

  /** Sets a job to read files. */
  public static void feed(Job job, InputFiles files) throws IOException {
    job.setInputFormatClass(CombinedRowsInputFormat.class);
    DeviceIdInputFormat.setInputPaths(job, files.root());
    Engine.split(job, files.bytes());
    if (files.whyNotFixedWidth().isEmpty()) {
      Engine.allowUberIfSmall(job, files.rows());
    } else if (!files.compressed()) {
      Engine.allowUberIfAboutSmall(job, files.bytes() / DeviceIds.ROW_BYTES);
    }
  }

  /**
   * Runs a job to its end.
   *
   * @throws ProgramException if it fails, or if its input changed meanwhile: a better reason than
   *     what that made fail
   */
  public static JobRun run(Job job, InputFiles files, Session session)
      throws IOException, InterruptedException {
    try {
      JobRun run = session.run(job);
      files.refuseChanged(session.conf());
      return run;
    } catch (ProgramException | IOException e) {
      files.refuseChanged(session.conf());
      throw e;
    }
  }

  /**
   * Shows bad rows.
   *
   * @param samples the first of them, in words
   * @throws ProgramException if they are more than the limit
   */
  public static void judge(JobRun run, List<String> samples, long limit, Console console) {
    long bad = RowVerdicts.badRows(run::count);
    samples.forEach(line -> console.say("bad row: %s", line));
    if (bad > limit) {
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows: "
              + RowCount.format(bad)
              + ", over the limit of "
              + RowCount.format(limit)
              + "; nothing was published");
    }
    if (bad > 0) {
      console.say("bad rows left out: %s", RowCount.format(bad));
    }
    if (run.count(Ids.IDS_READ) == 0) {
      console.say("the input is empty");
    }
    if (run.count(Ids.IDS_UNTERMINATED) > 0) {
      console.say("a file ends without a newline; its last row was judged all the same");
    }
  }
}
