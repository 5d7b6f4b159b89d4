// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.testkit.Sums.SumReducer;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.RecordWriter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.KeyValueTextInputFormat;
import org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.junit.jupiter.api.Test;

/** Output that goes through a file of the job's format. */
class FormatsTest {

  @Test
  void writesAndReadsSequenceFiles() throws Exception {
    for (Driver<Text, LongWritable, ?> driver : drivers()) {
      driver
          .withOutputFormat(SequenceFileOutputFormat.class, SequenceFileInputFormat.class)
          .withOutput(count("to", 3))
          .runTest();
    }
  }

  @Test
  @SuppressWarnings({"rawtypes", "unchecked"}) // other types than the job's come back
  void readsAsAnotherFormatDoes() throws Exception {
    for (Driver driver : drivers()) {
      driver.withOutputFormat(TextOutputFormat.class, TextInputFormat.class);
      driver.withOutput(number(0), new Text("to\t3"));
      driver.runTest();
    }
  }

  @Test
  void countsInTheRecordWriter() throws Exception {
    MapDriver.newMapDriver(Mapper<Text, Text, Text, Text>::new)
        .withOutputFormat(CountingFormat.class, KeyValueTextInputFormat.class)
        .withInput(new Text("to"), new Text("be"))
        .withInput(new Text("or"), new Text("not"))
        .withOutput(new Text("to"), new Text("be"))
        .withOutput(new Text("or"), new Text("not"))
        .withCounter("format", "records", 2)
        .runTest();
  }

  @Test
  void writesNoFileWithoutOutput() throws Exception {
    assertThat(
            MapDriver.newMapDriver(new Words.LengthMapper())
                .withOutputFormat(SequenceFileOutputFormat.class, SequenceFileInputFormat.class)
                .withEmptyInput()
                .run())
        .isEmpty();
  }

  /** Three that write (to, 3). */
  private static List<Driver<Text, LongWritable, ?>> drivers() {
    return List.of(
        MapDriver.newMapDriver(new Mapper<Text, LongWritable, Text, LongWritable>())
            .withInput(count("to", 3)),
        ReduceDriver.newReduceDriver(new SumReducer())
            .withInput(new Text("to"), List.of(number(1), number(2))),
        new MapReduceDriver<Text, LongWritable, Text, LongWritable, Text, LongWritable>(
                new Mapper<>(), new SumReducer())
            .withInput(count("to", 1))
            .withInput(count("to", 2)));
  }

  /** Text, and a counter of records. */
  public static class CountingFormat extends TextOutputFormat<Text, Text> {
    @Override
    public RecordWriter<Text, Text> getRecordWriter(TaskAttemptContext context)
        throws IOException, InterruptedException {
      RecordWriter<Text, Text> text = super.getRecordWriter(context);
      return new RecordWriter<>() {
        @Override
        public void write(Text key, Text value) throws IOException, InterruptedException {
          context.getCounter("format", "records").increment(1);
          text.write(key, value);
        }

        @Override
        public void close(TaskAttemptContext closing) throws IOException, InterruptedException {
          text.close(closing);
        }
      };
    }
  }
}
