// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.StoredInput;
import deviceid.rows.Ids;
import deviceid.testkit.MapReduceDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.reduce.LongSumReducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test in two ways: the kit sees the code alone, the local runner also files and formats. */
class KitBesideLocalRunnerTest {

  private static final String ROWS =
      ("a" + "0".repeat(39) + "\n").repeat(3) + "b".repeat(40) + "\n";

  @TempDir Path folder;

  @Test
  void countsWithTheKit() throws Exception {
    MapReduceDriver.newMapReduceDriver(FirstCharacterMapper::new, LongSumReducer<Text>::new)
        .withCombiner(LongSumReducer<Text>::new)
        .withInput(new LongWritable(0), new BytesWritable(ROWS.getBytes(StandardCharsets.US_ASCII)))
        .withOutput(new Text("a"), new LongWritable(3))
        .withOutput(new Text("b"), new LongWritable(1))
        .withCounter(Ids.IDS_COUNTED, 4)
        .runTest();
  }

  @Test
  void countsOnTheLocalRunner() throws Exception {
    Path input = Dataset.write(folder.resolve("ids"), ROWS);
    Configuration conf = new Configuration();
    conf.setInt(Job.COMPLETION_POLL_INTERVAL_KEY, 10); // milliseconds; 5 s unless told
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(folder.toUri() + "/out");
    Job job =
        CountByFirstCharacter.createJob(
            conf, "count", StoredInput.find(input.toString(), conf), CountSettings.DEFAULT, output);

    assertThat(job.waitForCompletion(false)).isTrue();

    assertThat(folder.resolve("out/part-r-00000")).hasContent("a\t3\nb\t1\n");
    assertThat(job.getCounters().findCounter(Ids.IDS_COUNTED).getValue()).isEqualTo(4);
  }
}
