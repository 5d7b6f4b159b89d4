// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.rows.Ids;
import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.source.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCounter;

/**
 * One job that counted: its run, and the counts read back from its output.
 *
 * @param rows what was counted
 * @param output the job's folder
 */
public record Counted(RowSource rows, JobOutput output, JobRun run, FirstCharacterCounts counts) {

  /** Counts rows that are prepared, into a folder that does not exist. */
  public static Counted run(
      RowSource rows, String name, CountSettings settings, Path folder, Session session)
      throws IOException, InterruptedException {
    Job job = CountByFirstCharacter.createJob(session.conf(), name, rows, settings, folder);
    JobRun run = rows.run(job, session);
    JobOutput output = JobOutput.of(folder, session.conf());
    return new Counted(rows, output, run, FirstCharacterCounts.read(output));
  }

  /** What must hold before the counts are published. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>(rows.checks(run));
    checks.add(
        Check.equal(
            "sum of counts = rows counted", counts::total, () -> run.count(Ids.IDS_COUNTED)));
    checks.add(
        Check.equal(
            "characters = groups reduced",
            counts::distinct,
            () -> run.count(TaskCounter.REDUCE_INPUT_GROUPS)));
    return checks;
  }
}
