// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.count.FirstCharacterCounts;
import deviceid.io.Ids;
import deviceid.io.Work;
import deviceid.run.JobRun;

/**
 * One count of a sample.
 *
 * @param size rows asked for
 * @param repeat which repeat of its size, from 1; 0 for the warm-up
 * @param sampled rows drawn
 * @param counted rows tallied
 * @param bytesRead bytes taken from the input
 * @param wallNanos from before submit to the end of the job
 * @param submitNanos of these, the client's submit
 * @param samplingNanos drawing and reading the sample, over all maps
 * @param countingNanos tallying and emitting, over all maps
 */
record SampleRun(
    long size,
    int repeat,
    int maps,
    long sampled,
    long counted,
    FirstCharacterCounts counts,
    long bytesRead,
    long wallNanos,
    long submitNanos,
    long samplingNanos,
    long countingNanos) {

  static SampleRun of(long size, int repeat, JobRun run, FirstCharacterCounts counts) {
    return new SampleRun(
        size,
        repeat,
        run.maps(),
        run.count(Ids.IDS_SAMPLED),
        run.count(Ids.IDS_COUNTED),
        counts,
        run.count(Work.BYTES_READ),
        run.wallNanos(),
        run.submitNanos(),
        run.count(Work.READ_NANOS),
        run.count(Work.TALLY_NANOS));
  }
}
