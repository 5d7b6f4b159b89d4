// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.InputFormat;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.OutputFormat;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.hadoop.util.ReflectionUtils;

/** An output format of files and the input format that reads them back. */
@SuppressWarnings("rawtypes") // a class has no type parameters
record Formats(Class<? extends OutputFormat> output, Class<? extends InputFormat> input) {

  private static final TaskAttemptID TASK = new TaskAttemptID("testkit", 1, TaskType.REDUCE, 0, 0);

  /** The pairs as they are after one task wrote them to a file; no file where there are none. */
  <K, V> List<Pair<K, V>> writeAndRead(List<Pair<K, V>> pairs, Configuration job, Counters counters)
      throws IOException, InterruptedException {
    if (pairs.isEmpty()) {
      return pairs;
    }
    java.nio.file.Path folder = Files.createTempDirectory("test-kit");
    try {
      JobConf conf = new JobConf(job);
      if (conf.get(MRJobConfig.OUTPUT_KEY_CLASS) == null) {
        conf.setOutputKeyClass(pairs.get(0).key().getClass());
      }
      if (conf.get(MRJobConfig.OUTPUT_VALUE_CLASS) == null) {
        conf.setOutputValueClass(pairs.get(0).value().getClass());
      }
      String files = new Path(folder.toUri()).toString();
      conf.set(FileOutputFormat.OUTDIR, files);
      conf.set(FileInputFormat.INPUT_DIR, files);
      write(pairs, context(conf, counters));
      return read(context(conf, new Counters()));
    } finally {
      FileUtil.fullyDelete(folder.toFile());
    }
  }

  @SuppressWarnings("unchecked") // as above
  private <K, V> void write(List<Pair<K, V>> pairs, TaskAttemptContext context)
      throws IOException, InterruptedException {
    OutputFormat<K, V> format = ReflectionUtils.newInstance(output, context.getConfiguration());
    OutputCommitter committer = format.getOutputCommitter(context);
    committer.setupJob(context);
    committer.setupTask(context);
    RecordWriter<K, V> writer = format.getRecordWriter(context);
    for (Pair<K, V> pair : pairs) {
      writer.write(pair.key(), pair.value());
    }
    writer.close(context);
    if (committer.needsTaskCommit(context)) {
      committer.commitTask(context);
    }
    committer.commitJob(context);
  }

  @SuppressWarnings("unchecked") // as above
  private <K, V> List<Pair<K, V>> read(TaskAttemptContext context)
      throws IOException, InterruptedException {
    InputFormat<K, V> format = ReflectionUtils.newInstance(input, context.getConfiguration());
    Serde serde = new Serde(context.getConfiguration());
    List<Pair<K, V>> pairs = new ArrayList<>();
    for (InputSplit split : format.getSplits(context)) {
      try (RecordReader<K, V> reader = format.createRecordReader(split, context)) {
        reader.initialize(split, context);
        while (reader.nextKeyValue()) {
          pairs.add(serde.copy(reader.getCurrentKey(), reader.getCurrentValue()));
        }
      }
    }
    return pairs;
  }

  private static TaskAttemptContext context(Configuration conf, Counters counters) {
    return new TaskAttemptContextImpl(conf, TASK, new Attempt.Reporter(counters));
  }
}
