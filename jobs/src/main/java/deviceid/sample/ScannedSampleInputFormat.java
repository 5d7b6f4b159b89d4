// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.rows.DeviceIdInputFormat;
import deviceid.rows.OutputFiles;
import deviceid.rows.StoredSplit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;

/**
 * A sample of rows that lie at no fixed places: every file is read, and row k is its k-th good
 * line, files in the order of their names. What a {@link RowsOfSplitMapper} job counted before
 * tells which row is the first of each split.
 */
public final class ScannedSampleInputFormat extends InputFormat<LongWritable, BytesWritable> {

  private static final String COUNTED = "deviceid.sample.rows-of-splits";

  private final DeviceIdInputFormat all = new DeviceIdInputFormat();

  /**
   * Sets a job to scan its input paths for a sample.
   *
   * @param counted the output of the job that counted their rows
   */
  static void configure(Job job, Path counted, Sampling sampling) {
    job.setInputFormatClass(ScannedSampleInputFormat.class);
    job.getConfiguration().set(COUNTED, counted.toString());
    sampling.write(job.getConfiguration());
  }

  @Override
  public List<InputSplit> getSplits(JobContext context) throws IOException {
    Configuration conf = context.getConfiguration();
    Map<String, Long> rows = rowsOfSplits(new Path(conf.get(COUNTED)), conf);
    List<InputSplit> splits = new ArrayList<>();
    long first = 0;
    for (StoredSplit part : all.splitsInOrder(context)) {
      Long counted = rows.get(RowsOfSplitMapper.name(part));
      if (counted == null) {
        throw new IOException("input changed: nothing was counted of " + part);
      }
      splits.add(new NumberedSplit(part, first));
      first += counted;
    }
    if (first != Sampling.read(conf).rows()) {
      throw new IOException("input changed: it has " + first + " rows now");
    }
    return splits;
  }

  @Override
  public RecordReader<LongWritable, BytesWritable> createRecordReader(
      InputSplit split, TaskAttemptContext context) {
    long first = ((NumberedSplit) split).firstRow();
    return new ChosenRowsReader(
        all.createRecordReader(split, context), (key, before) -> first + before);
  }

  /** Good rows of each split, as a counting job wrote them. */
  static Map<String, Long> rowsOfSplits(Path counted, Configuration conf) throws IOException {
    FileSystem fs = counted.getFileSystem(conf);
    Map<String, Long> rows = new HashMap<>();
    for (FileStatus part : OutputFiles.list(fs, counted, "part-m-")) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(fs.open(part.getPath()), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int tab = line.lastIndexOf('\t');
          rows.put(line.substring(0, tab), Long.parseLong(line.substring(tab + 1)));
        }
      }
    }
    return rows;
  }
}
