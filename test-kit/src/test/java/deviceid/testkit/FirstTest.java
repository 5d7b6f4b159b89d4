// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import org.junit.jupiter.api.Test;

/** The README's first test, as it stands there. */
class FirstTest {

  @Test
  void countsWords() throws Exception {
    MapReduceDriver.newMapReduceDriver(WordMapper::new, LongSumReducer<Text>::new)
        .withCombiner(LongSumReducer<Text>::new)
        .withInput(new LongWritable(0), new Text("to be or not to be"))
        .withOutput(new Text("be"), new LongWritable(2))
        .withOutput(new Text("not"), new LongWritable(1))
        .withOutput(new Text("or"), new LongWritable(1))
        .withOutput(new Text("to"), new LongWritable(2))
        .withCounter(TaskCounter.COMBINE_OUTPUT_RECORDS, 4)
        .runTest();
  }

  @Test
  void isTheOneInTheReadme() throws Exception {
    String source =
        Files.readString(Path.of("../test-kit/src/test/java/deviceid/testkit/FirstTest.java"));
    String test = source.substring(source.indexOf("  @Test\n"), source.indexOf("\n  }\n") + 4);

    assertThat(Files.readString(Path.of("../test-kit/README.md")))
        .contains("```java\n" + test.stripIndent() + "\n```\n");
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
