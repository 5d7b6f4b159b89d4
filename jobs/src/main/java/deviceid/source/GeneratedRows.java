// SPDX-License-Identifier: Apache-2.0
package deviceid.source;

import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.publish.Manifest;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.Ids;
import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/** Rows that are made in the maps that read them, and stored nowhere. */
public final class GeneratedRows implements RowSource {

  private final GenerationPlan plan;
  private final long seed;
  private final Configuration conf;
  private Path control;

  public GeneratedRows(GenerationPlan plan, long seed, Configuration conf) {
    this.plan = plan;
    this.seed = seed;
    this.conf = conf;
  }

  /** How many there are. */
  public long rows() {
    return plan.ids();
  }

  @Override
  public String name() {
    return "generated " + RowCount.abbreviate(plan.ids()) + " seed=" + Seed.format(seed);
  }

  @Override
  public Map<String, Object> identity() {
    return identity(plan, seed);
  }

  /**
   * What decides the rows of a plan, and how they are cut into parts, by option name. Where they
   * are made is not among it: the dataset is the same, whether maps or reducers made it.
   */
  public static Map<String, Object> identity(GenerationPlan plan, long seed) {
    CRC32 lines = new CRC32();
    lines.update(ControlFile.write(plan).getBytes(StandardCharsets.US_ASCII));
    return Map.of(
        "ids",
        plan.ids(),
        "lines",
        plan.ranges().size(),
        "control_crc32",
        Long.toHexString(lines.getValue()),
        Manifest.SEED,
        Seed.format(seed));
  }

  @Override
  public long bytes() {
    return 0;
  }

  /** Writes the control file. */
  @Override
  public void prepare(Path folder) throws IOException {
    control = new Path(folder, "control.txt");
    try (OutputStream out = control.getFileSystem(conf).create(control, false)) {
      out.write(ControlFile.write(plan).getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void feed(Job job) throws IOException {
    GeneratedInputFormat.configure(job, control, seed);
    Engine.allowUberIfSmall(job, plan.ids());
  }

  /** None is bad. */
  @Override
  public void judge(JobRun run, JobOutput output) {}

  @Override
  public List<Check> checks(JobRun run) {
    return List.of(
        Check.equal(
            "ids generated = ids asked for", () -> run.count(Ids.IDS_GENERATED), plan.ids()),
        Check.equal(
            "ids generated = rows counted",
            () -> run.count(Ids.IDS_GENERATED),
            () -> run.count(Ids.IDS_COUNTED)));
  }
}
