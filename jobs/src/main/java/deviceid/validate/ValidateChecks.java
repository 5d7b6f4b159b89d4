// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What must hold of a dataset, and of the counters that say so. */
final class ValidateChecks {

  private ValidateChecks() {}

  static List<Check> of(DatasetPlan plan, InputFiles files, JobRun run) {
    LongSupplier bad = () -> RowVerdicts.badRows(run::count);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.equal("ids valid = ids of the plan", count(run, Ids.IDS_VALID), plan.ids()));
    checks.add(Check.equal("ids wrong = none", count(run, Ids.IDS_WRONG), 0));
    checks.add(Check.equal("ids missing = none", count(run, Ids.IDS_MISSING), 0));
    checks.add(Check.equal("ids foreign = none", count(run, Ids.IDS_FOREIGN), 0));
    checks.add(Check.equal("bad rows = none", bad, 0));
    checks.add(
        Check.equal("splits that could not be read = none", count(run, Work.UNREADABLE_SPLITS), 0));
    checks.add(
        Check.equal(
            "rows read = valid + wrong + foreign + bad",
            count(run, Ids.IDS_READ),
            () ->
                run.count(Ids.IDS_VALID)
                    + run.count(Ids.IDS_WRONG)
                    + run.count(Ids.IDS_FOREIGN)
                    + bad.getAsLong()));
    checks.add(
        Check.equal(
            "ids of the plan = valid + wrong + missing",
            plan::ids,
            () ->
                run.count(Ids.IDS_VALID) + run.count(Ids.IDS_WRONG) + run.count(Ids.IDS_MISSING)));
    if (!files.compressed()) {
      checks.add(
          Check.equal(
              "bytes of rows read = bytes of input", count(run, Work.BYTES_READ), files.bytes()));
    }
    return checks;
  }

  private static LongSupplier count(JobRun run, Enum<?> name) {
    return () -> run.count(name);
  }
}
