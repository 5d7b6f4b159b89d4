// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.count.CountSettings;
import deviceid.count.Counted;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.Timing.RoundOrder;
import deviceid.publish.StagedOutput;
import deviceid.record.Phases;
import deviceid.rows.Ids;
import deviceid.rows.Work;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.sample.Sampling.Method;
import deviceid.source.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * The runs of a sampling driver: in, a population and sizes; out, each run with its counts and
 * times, in {@code size-<n>} of a folder the counts of a size's last one. The population must stay
 * as it is from the first run to the last.
 */
record SampleRuns(
    Session session,
    Population population,
    SampleOptions options,
    StagedOutput staged,
    Path results) {

  /**
   * Runs the sizes in an order that no trend follows. The warm-up before them takes all rows, so
   * that it meets every bad one.
   */
  List<SampleRun> all(List<Long> sizes) throws IOException, InterruptedException {
    Path warmUp = staged.path(results.getName() + "-warm-up-" + population.way(whole()));
    options.settleRepeats(run(sizes.get(0), 0, warmUp).phases().whole());
    results.getFileSystem(session.conf()).mkdirs(results);
    List<SampleRun> runs = new ArrayList<>();
    RoundOrder<Long> order = new RoundOrder<>(sizes, options.seed);
    for (int repeat = 1; repeat <= options.repeats; repeat++) {
      for (long size : order.next()) {
        runs.add(run(size, repeat, folder(size, repeat)));
      }
    }
    population.refuseChanged();
    return runs;
  }

  private Sampling whole() {
    return options.sampling(population.rows(), population.rows());
  }

  private Path folder(long size, int repeat) {
    return repeat == options.repeats
        ? new Path(results, "size-" + size)
        : staged.path(results.getName() + "-run-" + size + "-" + repeat);
  }

  private SampleRun run(long size, int repeat, Path folder)
      throws IOException, InterruptedException {
    Sampling sampling = options.sampling(population.rows(), size);
    RowSource sample = population.sample(sampling);
    String name =
        "sample "
            + sample.name()
            + (repeat == 0 ? " warm-up" : " run " + repeat + "/" + options.repeats);
    Counted counted = Counted.run(sample, name, CountSettings.DEFAULT, folder, session);
    sample.judge(counted.run(), counted.output());
    return SampleRun.of(size, repeat, population.way(sampling), counted);
  }

  /**
   * What must hold of every run.
   *
   * @param rows that the samples were drawn from
   */
  static List<Check> checks(List<SampleRun> runs, SampleOptions options, long rows) {
    String about = options.method == Method.EXACT ? "exactly" : "about";
    return List.of(
        check(
            "runs that sampled " + about + " their size",
            runs,
            run ->
                Math.abs(run.sampled() - run.size())
                    <= options.sampling(rows, run.size()).tolerance()),
        check("runs that counted every sampled row", runs, run -> run.counted() == run.sampled()),
        check("runs whose counts add up", runs, run -> run.counts().total() == run.counted()),
        check(
            "runs that repeat the counts of their size",
            runs,
            run ->
                runs.stream()
                    .filter(other -> other.size() == run.size())
                    .allMatch(other -> other.counts().equals(run.counts()))));
  }

  private static Check check(String rule, List<SampleRun> runs, Predicate<SampleRun> holds) {
    return Check.equal(
        rule + " = all runs", () -> runs.stream().filter(holds).count(), runs.size());
  }

  /**
   * One count of a sample.
   *
   * @param size rows asked for
   * @param repeat which repeat of its size, from 1; 0 for the warm-up
   * @param way how the rows were come by
   * @param sampled rows drawn
   * @param counted rows tallied
   * @param bytesRead bytes taken from the input, those between sampled rows too where they were
   *     read
   * @param requests for data to an object store; 0 on other file systems
   * @param phases the job's wall time
   * @param samplingNanos drawing and reading the sample, over all maps
   * @param countingNanos tallying and emitting, over all maps
   */
  record SampleRun(
      long size,
      int repeat,
      Population.Way way,
      int maps,
      long sampled,
      long counted,
      FirstCharacterCounts counts,
      long bytesRead,
      long requests,
      Phases phases,
      long samplingNanos,
      long countingNanos) {

    static SampleRun of(long size, int repeat, Population.Way way, Counted counted) {
      JobRun run = counted.run();
      return new SampleRun(
          size,
          repeat,
          way,
          run.maps(),
          run.count(Ids.IDS_SAMPLED),
          run.count(Ids.IDS_COUNTED),
          counted.counts(),
          run.count(Work.BYTES_READ),
          run.countIfAny(Work.REQUESTS),
          run.phases(),
          run.count(Work.READ_NANOS),
          run.count(Work.TALLY_NANOS));
    }

    /** Whether another run counted the same sample to the same numbers. */
    boolean countsAs(SampleRun other) {
      return size == other.size && counts.equals(other.counts);
    }
  }
}
