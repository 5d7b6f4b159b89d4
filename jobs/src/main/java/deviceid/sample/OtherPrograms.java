// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.curve.Timing;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.memory.Loop;
import deviceid.publish.Manifest;
import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.Session;
import deviceid.sample.SampleRuns.SampleRun;
import deviceid.source.GeneratedRows;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The same samples of the same rows in two other ways, set beside those of stored rows: with rows
 * regenerated for every run, and in the memory of this process. What cannot be run is said and left
 * out.
 */
record OtherPrograms(
    Session session, StoredRows stored, SampleOptions options, StagedOutput staged) {

  private static final String REGENERATED = "regenerated";
  private static final String IN_MEMORY = "in memory";

  /** Runs both, adds them to a report, and returns what must hold of their counts. */
  List<Check> run(List<Long> sizes, List<SampleRun> runs, SampleReport report)
      throws IOException, InterruptedException {
    List<Check> checks = new ArrayList<>();
    Optional<Manifest> manifest =
        stored.manifest().filter(found -> found.seed().isPresent() && found.ids() == sizes.get(0));
    if (manifest.isPresent()) {
      List<SampleRun> lazy = regenerated(manifest.get(), sizes);
      report.beside(
          REGENERATED,
          lazy.stream().map(run -> new Timing(run.size(), run.phases().whole())).toList());
      checks.add(alike(REGENERATED, runs, run -> lazy.stream().anyMatch(run::countsAs)));
    } else {
      session.console().say("not regenerated: the seed of these rows is not known");
    }
    Optional<Loop> memory = Loop.overStored(stored, sizes, options);
    if (memory.isPresent()) {
      report.beside(IN_MEMORY, memory.get().timings());
      checks.add(
          alike(
              IN_MEMORY, runs, run -> run.counts().equals(memory.get().counts().get(run.size()))));
    } else {
      session.console().say("not run in memory: the rows do not fit into this heap");
    }
    return checks;
  }

  private List<SampleRun> regenerated(Manifest manifest, List<Long> sizes)
      throws IOException, InterruptedException {
    List<IdRange> parts =
        manifest.parts().stream().map(part -> new IdRange(part.first(), part.rows())).toList();
    GeneratedRows rows =
        new GeneratedRows(new GenerationPlan(parts), manifest.seed().orElseThrow(), session.conf());
    rows.prepare(staged.folder());
    return new SampleRuns(
            session, new Population.Generated(rows), options, staged, staged.path("regenerated"))
        .all(sizes);
  }

  private static Check alike(String way, List<SampleRun> runs, Predicate<SampleRun> same) {
    return Check.equal(
        "runs with the same counts " + way + " = all runs",
        () -> runs.stream().filter(same).count(),
        runs.size());
  }
}
