// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.publish.Manifest;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.TaskSummary;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of converted rows before they are published: they are those that were read, those
 * that the input's manifest tells of, and those that a second job read back from the files.
 */
final class ConvertChecks {

  private ConvertChecks() {}

  static List<Check> of(
      InputFiles files,
      Optional<Manifest> origin,
      JobRun run,
      List<TaskSummary> written,
      List<TaskSummary> readBack) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "rows written = rows read",
            () -> TaskSummary.rows(written),
            () -> run.count(Ids.IDS_READ)));
    if (!files.compressed()) {
      checks.add(
          Check.equal(
              "bytes of rows read = bytes of input",
              () -> run.count(Work.BYTES_READ),
              files.bytes()));
    }
    checks.add(Check.equal("parts = maps", written::size, run.maps()));
    checks.add(
        Check.equalSums(
            "row checksum of summaries = that of counters",
            () -> TaskSummary.rowSum(written),
            () -> run.count(Work.ROW_CHECKSUM)));
    origin
        .map(Manifest::parts)
        .ifPresent(parts -> same("the input's manifest", written, parts, checks));
    same("the files read back", written, readBack, checks);
    return checks;
  }

  private static void same(
      String witness, List<TaskSummary> written, List<TaskSummary> other, List<Check> checks) {
    checks.add(
        Check.equal(
            "rows written = rows of " + witness,
            () -> TaskSummary.rows(written),
            () -> TaskSummary.rows(other)));
    checks.add(
        Check.equalSums(
            "row checksum = that of " + witness,
            () -> TaskSummary.rowSum(written),
            () -> TaskSummary.rowSum(other)));
    checks.add(
        Check.equalSums(
            "place checksum = that of " + witness,
            () -> TaskSummary.placeSum(written),
            () -> TaskSummary.placeSum(other)));
  }
}
