// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.input.DeviceIds;
import deviceid.io.DeviceIdInputFormat;
import deviceid.io.Ids;
import deviceid.io.InputFiles;
import deviceid.io.RowVerdicts;
import deviceid.io.Work;
import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
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
  public void prepare(StagedOutput staged) {
    files.notices().forEach(notice -> console.say("%s", notice));
  }

  @Override
  public void feed(Job job, StagedOutput staged) throws IOException {
    feed(job, files);
    DeviceIdInputFormat.accept(job.getConfiguration(), rules.crlf, rules.ignoreCase);
  }

  /** A change of the input is a better reason than what it made fail. */
  @Override
  public JobRun run(Job job, Session session) throws IOException, InterruptedException {
    try {
      JobRun run = CountInput.super.run(job, session);
      files.refuseChanged(session.conf());
      return run;
    } catch (ProgramException | IOException e) {
      files.refuseChanged(session.conf());
      throw e;
    }
  }

  /** Sets a job to read files. */
  static void feed(Job job, InputFiles files) throws IOException {
    job.setInputFormatClass(DeviceIdInputFormat.class);
    DeviceIdInputFormat.setInputPaths(job, files.root());
    if (!files.compressed()) {
      Engine.fit(job, files.bytes() / DeviceIds.ROW_BYTES);
    }
  }

  /** Shows bad rows, and fails if they are more than the rules allow. */
  @Override
  public void judge(JobRun run, List<String> badRows) {
    long bad = RowVerdicts.badRows(run::count);
    badRows.forEach(line -> console.say("bad row: %s", line));
    if (bad > rules.maxBadRows) {
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows: "
              + RowCount.format(bad)
              + ", over the limit of "
              + RowCount.format(rules.maxBadRows)
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
