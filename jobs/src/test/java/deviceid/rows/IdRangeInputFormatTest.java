// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.input.DeviceIds;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of a control file at the edges of 32 and 64 bits, as a map gets them. */
class IdRangeInputFormatTest {

  private static final String MAX = "9223372036854775807";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "0, 8192",
    "0, 8193",
    "0, 2147483647",
    "0, 2147483648",
    "1, 2147483648",
    "2147483647, 3",
    "4294967295, 100000",
    "9223372036854675807, 100000",
    MAX + ", 0"
  })
  void cutsALineIntoBatchesThatFollowEachOther(long first, long count) throws Exception {
    try (RecordReader<LongWritable, IntWritable> reader = reader(first, count)) {
      long next = first;
      while (reader.nextKeyValue()) {
        if (reader.getCurrentKey().get() != next
            || reader.getCurrentValue().get() > DeviceIds.BATCH_ROWS) {
          assertThat(reader.getCurrentKey().get())
              .isEqualTo(next); // not per batch: 262,144 of them
          assertThat(reader.getCurrentValue().get()).isLessThanOrEqualTo(DeviceIds.BATCH_ROWS);
        }
        next += reader.getCurrentValue().get();
      }
      assertThat(next - first).isEqualTo(count);
      assertThat(reader.getProgress()).isEqualTo(1);
    }
  }

  /** The largest dataset there can be is planned, cut and begun; nobody waits for its end. */
  @Test
  void beginsTheLargestRangeOfAll() throws Exception {
    try (RecordReader<LongWritable, IntWritable> reader = reader(0, Long.MAX_VALUE)) {
      for (int batch = 0; batch < 1000; batch++) {
        assertThat(reader.nextKeyValue()).isTrue();
        assertThat(reader.getCurrentKey().get()).isEqualTo(8192L * batch);
        assertThat(reader.getCurrentValue().get()).isEqualTo(8192);
      }
      assertThat(reader.getProgress()).isBetween(0f, 1e-6f);
    }
  }

  /** A reader of a control file whose last line is that of the range. */
  private RecordReader<LongWritable, IntWritable> reader(long first, long count) throws Exception {
    String before = first == 0 ? "" : "0\t" + first + "\n";
    Path control = Dataset.write(folder.resolve("control"), before + first + "\t" + count + "\n");
    Job job = Job.getInstance(new Configuration(false));
    IdRangeInputFormat.setControlFile(job, new org.apache.hadoop.fs.Path(control.toUri()));
    List<InputSplit> splits = new IdRangeInputFormat().getSplits(job);
    InputSplit last = splits.get(splits.size() - 1);
    TaskAttemptContext context =
        new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    RecordReader<LongWritable, IntWritable> reader =
        new IdRangeInputFormat().createRecordReader(last, context);
    reader.initialize(last, context);
    return reader;
  }
}
