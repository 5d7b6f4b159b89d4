// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.publish.StagedOutput;
import deviceid.rows.Ids;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskCounter;

/**
 * One job that counted: its run, and the counts read back from its output.
 *
 * @param folder the job's output
 */
record Counted(CountInput input, Path folder, JobRun run, FirstCharacterCounts counts) {

  /** Counts an input that is prepared, into a folder of the staging. */
  static Counted of(
      CountInput input, CountSettings settings, Path folder, StagedOutput staged, Session session)
      throws IOException, InterruptedException {
    JobRun run = input.run(job(input, settings, folder, staged, session), session);
    return new Counted(
        input,
        folder,
        run,
        FirstCharacterCounts.read(folder.getFileSystem(session.conf()), folder));
  }

  /** The job of such a count, not yet submitted. */
  static Job job(
      CountInput input, CountSettings settings, Path folder, StagedOutput staged, Session session)
      throws IOException {
    String name = "count " + input.name() + settings.label();
    Job job = CountByFirstCharacter.createJob(session.conf(), name, settings, folder);
    input.feed(job, staged);
    return job;
  }

  /** What must hold before the counts are published. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>(input.checks(run));
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
