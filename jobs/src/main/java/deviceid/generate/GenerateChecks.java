// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.rows.Ids;
import deviceid.rows.TaskSummary;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.mapreduce.TaskCounter;

/**
 * What must hold of generated rows before they are published. Four witnesses are asked, none of
 * which knows the others: the plan, the job's counters, the tasks' summaries, and the lengths of
 * the parts as the file system has them.
 */
final class GenerateChecks {

  private GenerateChecks() {}

  static List<Check> of(
      GenerationPlan plan,
      TaskKind tasks,
      JobRun run,
      List<FileStatus> parts,
      List<TaskSummary> summaries) {
    List<Check> checks = new ArrayList<>(ofRows(plan, run, parts, summaries));
    if (tasks == TaskKind.REDUCERS) {
      checks.add(
          Check.equal(
              "groups reduced = ranges of the plan",
              () -> run.count(TaskCounter.REDUCE_INPUT_GROUPS),
              new PartitionSkew(plan).groups()));
    }
    return checks;
  }

  private static List<Check> ofRows(
      GenerationPlan plan, JobRun run, List<FileStatus> parts, List<TaskSummary> summaries) {
    List<IdRange> lines = plan.ranges();
    return List.of(
        Check.equal(
            "ids generated = ids asked for", () -> run.count(Ids.IDS_GENERATED), plan.ids()),
        Check.equal("parts = lines of the control file", () -> parts.size(), lines.size()),
        Check.equal(
            "bytes written = 41 x ids",
            () -> parts.stream().mapToLong(FileStatus::getLen).sum(),
            plan.ids() * DeviceIds.ROW_BYTES),
        Check.equal(
            "parts whose length matches the plan = all parts",
            () -> matching(lines, parts.size(), i -> parts.get(i).getLen() == bytes(lines.get(i))),
            lines.size()),
        Check.equal(
            "parts whose summary matches the plan = all parts",
            () ->
                matching(
                    lines,
                    Math.min(parts.size(), summaries.size()),
                    i -> tellsOf(summaries.get(i), parts.get(i), lines.get(i))),
            lines.size()),
        Check.equalSums(
            "row checksum of summaries = of counters",
            () -> TaskSummary.rowSum(summaries),
            () -> run.count(Work.ROW_CHECKSUM)),
        Check.equalSums(
            "place checksum of summaries = of counters",
            () -> TaskSummary.placeSum(summaries),
            () -> run.count(Work.PLACE_CHECKSUM)));
  }

  private static long matching(List<IdRange> lines, int found, IntPredicate is) {
    return IntStream.range(0, Math.min(lines.size(), found)).filter(is).count();
  }

  private static boolean tellsOf(TaskSummary summary, FileStatus part, IdRange line) {
    return summary.part().equals(part.getPath().getName())
        && summary.rows() == line.count()
        && (summary.first() == line.first() || line.count() == 0);
  }

  private static long bytes(IdRange line) {
    return line.count() * DeviceIds.ROW_BYTES;
  }
}
