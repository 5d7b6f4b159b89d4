// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.count.Counted;
import deviceid.count.FirstCharacterCounts;
import deviceid.record.Phases;
import deviceid.rows.Ids;
import deviceid.rows.Work;
import deviceid.run.JobRun;

/**
 * One count of a sample.
 *
 * @param size rows asked for
 * @param repeat which repeat of its size, from 1; 0 for the warm-up
 * @param way how the rows were come by
 * @param sampled rows drawn
 * @param counted rows tallied
 * @param bytesRead bytes taken from the input, those between sampled rows too where they were read
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
        run.phases(),
        run.count(Work.READ_NANOS),
        run.count(Work.TALLY_NANOS));
  }

  /** Whether another run counted the same sample to the same numbers. */
  boolean countsAs(SampleRun other) {
    return size == other.size && counts.equals(other.counts);
  }
}
