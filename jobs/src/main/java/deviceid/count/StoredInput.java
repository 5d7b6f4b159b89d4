// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Console;
import deviceid.publish.StagedOutput;
import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.run.StoredJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapreduce.Job;

/** Stored rows, each of which is judged. */
record StoredInput(InputFiles files, RowRules rules, Console console) implements CountInput {

  @Override
  public String name() {
    return files.root().getName();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(files.settings());
    settings.put("max-bad-rows", rules.maxBadRows);
    settings.put("crlf", rules.crlf);
    settings.put("ignore-case", rules.ignoreCase);
    return settings;
  }

  @Override
  public long bytes() {
    return files.bytes();
  }

  @Override
  public void prepare(StagedOutput staged) {
    files.notices().forEach(notice -> console.say("%s", notice));
  }

  @Override
  public void feed(Job job, StagedOutput staged) throws IOException {
    StoredJob.feed(job, files);
    Engine.compileQuickly(job);
    DeviceIdInputFormat.accept(job.getConfiguration(), rules.crlf, rules.ignoreCase);
  }

  @Override
  public JobRun run(Job job, Session session) throws IOException, InterruptedException {
    return StoredJob.run(job, files, session);
  }

  @Override
  public void judge(JobRun run, List<String> badRows) {
    StoredJob.judge(run, badRows, rules.maxBadRows, console);
  }

  @Override
  public List<Check> checks(JobRun run) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "rows read = rows counted + bad rows",
            () -> run.count(Ids.IDS_READ),
            () -> run.count(Ids.IDS_COUNTED) + RowVerdicts.badRows(run::count)));
    if (!files.compressed()) {
      checks.add(
          Check.equal(
              "bytes of rows read = bytes of input",
              () -> run.count(Work.BYTES_READ),
              files.bytes()));
    }
    return checks;
  }
}
