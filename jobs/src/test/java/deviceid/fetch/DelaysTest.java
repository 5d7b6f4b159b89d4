// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import deviceid.testkit.CombinerLaw;
import deviceid.testkit.MapReduceDriver;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.junit.jupiter.api.Test;

class DelaysTest {

  /** What a fetching mapper writes, without fetching: a status, and a delay or none. */
  static final class Reported extends Mapper<LongWritable, Text, Text, Delays> {
    @Override
    protected void map(LongWritable key, Text line, Context context)
        throws IOException, InterruptedException {
      String[] fields = line.toString().split(" ", 2);
      OptionalLong delay =
          fields[1].equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[1]));
      context.write(new Text(fields[0]), Delays.of(delay));
    }
  }

  @Test
  void addsUpNumberSumAndMaximumByStatus() throws Exception {
    MapReduceDriver.newMapReduceDriver(Reported::new, Delays.Adder::new)
        .withCombiner(Delays.Adder::new)
        .withInput(new LongWritable(1), new Text("200 3000"))
        .withInput(new LongWritable(2), new Text("404 -"))
        .withInput(new LongWritable(3), new Text("200 1000"))
        .withInput(new LongWritable(4), new Text("200 -"))
        .withOutput(new Text("200"), Delays.parse("3\t2\t4000\t3000"))
        .withOutput(new Text("404"), Delays.parse("1\t0\t0\t0"))
        .runTest();
  }

  @Test
  void keepTheLawOfCombiners() throws Exception {
    Random random = new Random(11);
    CombinerLaw<LongWritable, Text, Text, Delays, Text, Delays> law =
        CombinerLaw.of(Reported::new, Delays.Adder::new, Delays.Adder::new);
    for (int i = 0; i < 50; i++) {
      String delay = random.nextInt(4) == 0 ? "-" : "" + random.nextInt(10_000);
      law.withInput(new LongWritable(i), new Text(200 + random.nextInt(3) + " " + delay));
    }

    law.check();
  }

  @Test
  void areReadBackFromTheirText() {
    assertThat(Delays.parse("3\t2\t4000\t3000"))
        .hasToString("3\t2\t4000\t3000")
        .isEqualTo(
            Delays.of(OptionalLong.of(3_000))
                .add(Delays.of(OptionalLong.of(1_000)))
                .add(Delays.of(OptionalLong.empty())));
    assertThatIllegalArgumentException().isThrownBy(() -> Delays.parse("3\t2\t4000"));
    assertThatIllegalArgumentException().isThrownBy(() -> Delays.parse("3\t2\t4000\t-"));
  }
}
