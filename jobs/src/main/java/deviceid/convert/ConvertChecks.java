// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.publish.Manifest;
import deviceid.rows.Ids;
import deviceid.rows.RowVerdicts;
import deviceid.rows.TaskSummary;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.source.StoredRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold of converted rows before they are published: they are those that were read, those
 * that the input's manifest lists, and those that a second job read back from the files.
 */
final class ConvertChecks {

  private ConvertChecks() {}

  static List<Check> of(
      StoredRows rows,
      Optional<Manifest> origin,
      JobRun run,
      List<TaskSummary> written,
      List<TaskSummary> readBack) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.equal(
            "rows written = rows read - bad rows",
            () -> TaskSummary.rows(written),
            () -> run.count(Ids.IDS_READ) - RowVerdicts.badRows(run::count)));
    rows.bytesRead(run).ifPresent(checks::add);
    checks.add(Check.equal("parts = maps", written::size, run.maps()));
    checks.add(
        Check.equalSums(
            "row checksum of summaries = of counters",
            () -> TaskSummary.rowSum(written),
            () -> run.count(Work.ROW_CHECKSUM)));
    origin.ifPresent(
        manifest -> checks.addAll(same("the input's manifest", written, manifest.parts())));
    checks.addAll(same("the files read back", written, readBack));
    return checks;
  }

  private static List<Check> same(
      String witness, List<TaskSummary> written, List<TaskSummary> other) {
    return List.of(
        Check.equal(
            "rows written = rows of " + witness,
            () -> TaskSummary.rows(written),
            () -> TaskSummary.rows(other)),
        Check.equalSums(
            "row checksum = checksum of " + witness,
            () -> TaskSummary.rowSum(written),
            () -> TaskSummary.rowSum(other)),
        Check.equalSums(
            "place checksum = checksum of " + witness,
            () -> TaskSummary.placeSum(written),
            () -> TaskSummary.placeSum(other)));
  }
}
