// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.input.DeviceIds;
import deviceid.rows.GeneratedInputFormat;
import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.source.GeneratedRows;
import deviceid.source.RowSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/** The N rows that samples are drawn from. A sample of them is again rows. */
interface Population {

  /** How a job comes by the rows of its sample. */
  enum Way {
    /** Each row is taken for itself. */
    SEEK,
    /** All rows from the first one drawn to the last are read, in blocks. */
    STREAM,
    /** Every line is read and judged. */
    SCAN,
    /** Every row is generated. */
    GENERATE
  }

  /** N. */
  long rows();

  /** How the job of a sample will come by its rows. */
  Way way(Sampling sampling);

  /** Sets up a job to read a sample: its input format and splits. */
  void feed(Job job, Sampling sampling) throws IOException;

  /**
   * Judges the bad rows that the job of a sample met.
   *
   * @throws ProgramException if they are more than the limit
   */
  void judge(JobRun run, JobOutput output) throws IOException;

  /**
   * Fails if it is not as it was found.
   *
   * @throws ProgramException with exit code 5
   */
  default void refuseChanged() throws IOException {}

  /** A sample as a source of rows. */
  default RowSource sample(Sampling sampling) {
    return new Sample(this, sampling);
  }

  /** Rows that are generated for every sample, each of them, and dropped if they are not in it. */
  record Generated(GeneratedRows all) implements Population {
    @Override
    public long rows() {
      return all.rows();
    }

    @Override
    public Way way(Sampling sampling) {
      return Way.GENERATE;
    }

    @Override
    public void feed(Job job, Sampling sampling) throws IOException {
      all.feed(job);
      SampleInputFormat.feed(job, sampling, new GeneratedInputFormat().getSplits(job));
    }

    @Override
    public void judge(JobRun run, JobOutput output) {} // none is bad
  }

  /** The rows of a sample. */
  record Sample(Population population, Sampling sampling) implements RowSource {
    @Override
    public String name() {
      return RowCount.abbreviate(sampling.size()) + " of " + RowCount.abbreviate(sampling.rows());
    }

    @Override
    public Map<String, Object> identity() {
      return Map.of("size", sampling.size(), "sample_seed", Seed.format(sampling.seed()));
    }

    @Override
    public long bytes() {
      return sampling.size() * DeviceIds.ROW_BYTES;
    }

    @Override
    public void prepare(Path folder) {} // its population is

    @Override
    public void feed(Job job) throws IOException {
      population.feed(job, sampling);
    }

    /** A change of the population is a better reason than what it made fail. */
    @Override
    public JobRun run(Job job, Session session) throws IOException, InterruptedException {
      try {
        return session.run(job);
      } catch (IOException | ProgramException e) {
        population.refuseChanged();
        throw e;
      }
    }

    @Override
    public void judge(JobRun run, JobOutput output) throws IOException {
      population.judge(run, output);
    }

    @Override
    public List<Check> checks(JobRun run) {
      return List.of();
    }
  }
}
