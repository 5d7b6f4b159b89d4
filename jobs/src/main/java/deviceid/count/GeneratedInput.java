// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.generate.GenerateDeviceIds;
import deviceid.generate.GeneratedInputFormat;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.publish.StagedOutput;
import deviceid.rows.Ids;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.mapreduce.Job;

/** Rows that are made in the maps that count them, and stored nowhere. */
record GeneratedInput(GenerationPlan plan, long seed) implements CountInput {

  private static final String CONTROL = "control.txt";

  @Override
  public String name() {
    return "generated " + RowCount.abbreviate(plan.ids()) + " seed=" + Seed.format(seed);
  }

  @Override
  public Map<String, Object> settings() {
    return GenerateDeviceIds.settings(plan, seed);
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public void prepare(StagedOutput staged) throws IOException {
    staged.write(CONTROL, ControlFile.write(plan));
  }

  @Override
  public void feed(Job job, StagedOutput staged) throws IOException {
    GeneratedInputFormat.configure(job, staged.path(CONTROL), seed);
    Engine.allowUberIfSmall(job, plan.ids());
  }

  @Override
  public void judge(JobRun run, List<String> badRows) {} // made good

  @Override
  public List<Check> checks(JobRun run) {
    return List.of(
        Check.equal("ids generated = ids asked", () -> run.count(Ids.IDS_GENERATED), plan.ids()),
        Check.equal(
            "ids generated = rows counted",
            () -> run.count(Ids.IDS_GENERATED),
            () -> run.count(Ids.IDS_COUNTED)));
  }
}
