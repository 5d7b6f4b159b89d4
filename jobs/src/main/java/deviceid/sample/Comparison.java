// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.curve.Timing;
import deviceid.input.ControlFile;
import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import deviceid.memory.Loop;
import deviceid.memory.StoredInMemory;
import deviceid.publish.Manifest;
import deviceid.publish.StagedOutput;
import deviceid.rows.InputFiles;
import deviceid.run.Check;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * The same samples of the same rows in two other ways, set beside those of stored rows: made anew
 * in each run, and in the memory of this process. What cannot be run is said and left out.
 */
final class Comparison {

  private final Session session;
  private final InputFiles files;
  private final SampleOptions options;
  private final StagedOutput staged;

  Comparison(Session session, InputFiles files, SampleOptions options, StagedOutput staged) {
    this.session = session;
    this.files = files;
    this.options = options;
    this.staged = staged;
  }

  /** Runs both, adds them to a report, and returns what must hold of their counts. */
  List<Check> run(List<Long> sizes, List<SampleRun> stored, SampleReport report)
      throws IOException, InterruptedException {
    List<Check> checks = new ArrayList<>();
    Optional<Manifest> manifest =
        Manifest.read(files.root().getFileSystem(session.conf()), files.root())
            .filter(found -> found.seed().isPresent() && found.ids() == sizes.get(0));
    if (manifest.isPresent()) {
      List<SampleRun> lazy = lazy(manifest.get(), sizes);
      report.beside(
          "made anew",
          lazy.stream().map(run -> new Timing(run.size(), run.phases().whole())).toList());
      checks.add(alike("made anew", stored, run -> lazy.stream().anyMatch(run::countsAs)));
    } else {
      session.console().say("not made anew: no manifest tells the seed of these rows");
    }
    Optional<Loop> memory =
        StoredInMemory.loop(files, session.conf(), sizes, options.repeats, options.seed);
    if (memory.isPresent()) {
      report.beside("in memory", memory.get().timings());
      checks.add(
          alike(
              "in memory",
              stored,
              run -> run.counts().equals(memory.get().counts().get(run.size()))));
    } else {
      session.console().say("not run in memory: the rows do not fit into this heap");
    }
    return checks;
  }

  private List<SampleRun> lazy(Manifest manifest, List<Long> sizes)
      throws IOException, InterruptedException {
    List<IdRange> parts =
        manifest.parts().stream().map(part -> new IdRange(part.first(), part.rows())).toList();
    Path control = staged.write("control.txt", ControlFile.write(new GenerationPlan(parts)));
    Population rows = new GeneratedRows(control, manifest.ids(), manifest.seed().orElseThrow());
    return new SampleRuns(session, rows, options, staged, staged.path("lazy")).all(sizes);
  }

  private static Check alike(String way, List<SampleRun> stored, Predicate<SampleRun> same) {
    return Check.equal(
        "runs counted alike " + way + " = runs",
        () -> stored.stream().filter(same).count(),
        stored.size());
  }
}
