// SPDX-License-Identifier: Apache-2.0
package deviceid.validate;

import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import deviceid.run.StoredJob;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;

/**
 * Looks for IDs that are there more than once: in, rows of any origin; out, a line {@code ID comes
 * k times} for each of them. Every ID is shuffled, as 20 bytes, so that equal ones meet.
 */
final class FindDuplicates {

  private static final int SORT_MB = 128;

  private FindDuplicates() {}

  /** Runs the job, shows what it found and returns what must hold. */
  static List<Check> search(InputFiles files, Path output, Session session)
      throws IOException, InterruptedException {
    JobRun run = session.run(createJob(session.conf(), files, output));
    FileSystem fs = output.getFileSystem(session.conf());
    RowVerdicts.readSamples(fs, output)
        .forEach(line -> session.console().print("bad row: " + line));
    Findings.read(fs, output).show(session.console());
    return List.of(
        Check.equal("ids duplicate = none", () -> run.count(Ids.IDS_DUPLICATE), 0),
        Check.equal("bad rows = none", () -> RowVerdicts.badRows(run::count), 0),
        Check.equal(
            "rows compared = rows read",
            () -> run.count(Ids.IDS_COUNTED),
            () -> run.count(Ids.IDS_READ) - RowVerdicts.badRows(run::count)));
  }

  static Job createJob(Configuration conf, InputFiles files, Path output) throws IOException {
    Job job = Job.getInstance(conf, "find duplicates in " + files.root().getName());
    job.setJarByClass(FindDuplicates.class);
    Engine.sortBuffer(job, SORT_MB);
    StoredJob.feed(job, files);
    job.setMapperClass(IdMapper.class);
    job.setMapOutputKeyClass(BytesWritable.class);
    job.setMapOutputValueClass(NullWritable.class);
    job.setReducerClass(DuplicateReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(NullWritable.class);
    job.setOutputFormatClass(TextOutputFormat.class);
    TextOutputFormat.setOutputPath(job, output);
    return job;
  }
}
