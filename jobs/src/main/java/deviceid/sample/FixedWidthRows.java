// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/**
 * Stored rows of 41 bytes, of which a job reads no more than it must.
 *
 * @param conf of the files
 */
record FixedWidthRows(InputFiles files, Configuration conf) implements Population {

  @Override
  public long rows() {
    return StoredRows.of(files).rows();
  }

  @Override
  public Way feed(Job job, Sampling sampling) throws IOException {
    SampleInputFormat.configure(job, files, sampling);
    Engine.compileQuickly(job);
    return SampleInputFormat.costs(conf, files).isSparse(sampling) ? Way.SEEK : Way.STREAM;
  }

  @Override
  public void refuseChanged() throws IOException {
    files.refuseChanged(conf);
  }

  @Override
  public void refuseBadRows(JobRun run, Path folder, Console console) throws IOException {
    long bad = RowVerdicts.badRows(run::count);
    if (bad > 0) {
      RowVerdicts.readSamples(folder.getFileSystem(conf), folder)
          .forEach(line -> console.say("bad row: %s", line));
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "bad rows in the sample: " + RowCount.format(bad) + "; nothing was published");
    }
  }
}
