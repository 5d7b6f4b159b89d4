// SPDX-License-Identifier: Apache-2.0
package example;

import deviceid.testkit.MapReduceDriver;
import java.io.IOException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import org.junit.jupiter.api.Test;

class WordCountTest {

  @Test
  void countsWords() throws IOException {
    MapReduceDriver.newMapReduceDriver(new WordMapper(), new LongSumReducer<Text>())
        .withCombiner(new LongSumReducer<Text>())
        .withInput(new LongWritable(0), new Text("to be or not to be"))
        .withOutput(new Text("be"), new LongWritable(2))
        .withOutput(new Text("not"), new LongWritable(1))
        .withOutput(new Text("or"), new LongWritable(1))
        .withOutput(new Text("to"), new LongWritable(2))
        .runTest();
  }

  /** Each word, once. */
  static class WordMapper extends Mapper<LongWritable, Text, Text, LongWritable> {
    @Override
    protected void map(LongWritable position, Text line, Context context)
        throws IOException, InterruptedException {
      for (String word : line.toString().split(" ", -1)) {
        context.write(new Text(word), new LongWritable(1));
      }
    }
  }
}
