// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.count.FirstCharacterCounts;
import deviceid.publish.StagedOutput;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * The runs of a sampling driver: in, a population and sizes; out, each run with its counts and
 * times, in {@code size-<n>} of a folder the counts of a size's last one. The population must stay
 * as it is from the first run to the last.
 */
final class SampleRuns {

  private final Session session;
  private final Population population;
  private final SampleOptions options;
  private final StagedOutput staged;
  private final Path results;
  private final FileSystem fs;

  SampleRuns(
      Session session,
      Population population,
      SampleOptions options,
      StagedOutput staged,
      Path results)
      throws IOException {
    this.session = session;
    this.population = population;
    this.options = options;
    this.staged = staged;
    this.results = results;
    this.fs = staged.data().getFileSystem(session.conf());
  }

  /** Runs the sizes in an order that no trend follows, so that none alone pays the warm-up. */
  List<SampleRun> all(List<Long> sizes) throws IOException, InterruptedException {
    fs.mkdirs(results);
    run(sizes.get(0), 0, staged.path(results.getName() + "-warm-up"));
    List<SampleRun> runs = new ArrayList<>();
    for (int repeat = 1; repeat <= options.repeats; repeat++) {
      List<Long> order = new ArrayList<>(sizes);
      Collections.shuffle(order, new Random(options.seed + repeat));
      for (long size : order) {
        runs.add(run(size, repeat, folder(size, repeat)));
      }
    }
    population.refuseChanged();
    return runs;
  }

  private Path folder(long size, int repeat) {
    return repeat == options.repeats
        ? new Path(results, "size-" + size)
        : staged.path(results.getName() + "-run-" + size + "-" + repeat);
  }

  private SampleRun run(long size, int repeat, Path folder)
      throws IOException, InterruptedException {
    population.refuseChanged();
    Job job =
        CountByFirstCharacter.createJob(
            session.conf(), name(size, repeat), CountSettings.DEFAULT, folder);
    Population.Way way = population.feed(job, options.sampling(population.rows(), size));
    JobRun run = runUnchanged(job);
    population.refuseBadRows(run, folder, session.console());
    return SampleRun.of(size, repeat, way, run, FirstCharacterCounts.read(fs, folder));
  }

  /** A change of the population is a better reason than what it made fail. */
  private JobRun runUnchanged(Job job) throws IOException, InterruptedException {
    try {
      return session.run(job);
    } catch (IOException | ProgramException e) {
      population.refuseChanged();
      throw e;
    }
  }

  private String name(long size, int repeat) {
    return "sample "
        + RowCount.abbreviate(size)
        + " of "
        + RowCount.abbreviate(population.rows())
        + (repeat == 0 ? " warm-up" : " run " + repeat + "/" + options.repeats);
  }
}
