// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.lib.output.MultipleOutputs;
import org.apache.hadoop.mapreduce.lib.output.TextOutputFormat;
import org.junit.jupiter.api.Test;

/** Hadoop's own {@code MultipleOutputs} in tasks, and what a test expects of them. */
@SuppressWarnings("SameNameButDifferent") // a mapper's context and a reducer's
class SideOutputsTest {

  private final MapDriver<Text, LongWritable, Text, LongWritable> driver =
      MapDriver.newMapDriver(Sorting::new);

  @Test
  void comparesNamedOutputsBesideTheOutput() throws Exception {
    driver
        .withAll(List.of(count("to", 1), count("short-be", 2), count("long-brevity", 3)))
        .withInput(count("short-or", 4))
        .withOutput(count("to", 1))
        .withMultiOutput("short", new Text("be"), number(2))
        .withMultiOutput("long", count("brevity", 3));
    driver.addMultiOutput("short", count("or", 4));

    driver.runTest();
  }

  @Test
  void takesAnOutputWhoseKeysAreNull() throws Exception {
    driver
        .withInput(count("nothing-be", 2))
        .withMultiOutput("nothing", NullWritable.get(), new Text("be"));
    driver.withInput(count("nothing-or", 2));
    driver.addMultiOutput("nothing", NullWritable.get(), new Text("or"));

    driver.runTest();
  }

  @Test
  void comparesOutputsByPath() throws Exception {
    driver
        .withInput(count("/a/b-be", 2))
        .withInput(count("/c-or", 3))
        .withInput(count("/a/b-not", 4))
        .withPathOutput(new Text("be"), number(2), "a/b")
        .withPathOutput(count("not", 4), "a/b")
        .withPathOutput(count("or", 3), "c")
        .runTest();
  }

  @Test
  void namesTheOutputThatDiffers() {
    driver
        .withInput(count("short-be", 2))
        .withInput(count("short-or", 2))
        .withMultiOutput("short", count("be", 2))
        .withMultiOutput("other", count("be", 2));

    assertThatThrownBy(driver::runTest)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            output other differs: expected 1 pairs, found 0
              pair 1: missing (be, 2)
              output short differs: expected 1 pairs, found 2
              pair 2: unexpected (or, 2)\
            """);
  }

  @Test
  void expectsNoSideOutputWhereNoneIsGiven() {
    assertThatThrownBy(driver.withInput(count("/a-be", 2))::runTest)
        .hasMessageContaining("output a differs: expected 0 pairs, found 1");
  }

  /** As Hadoop does, where the job does not define the name. */
  @Test
  void refusesANameThatIsNeitherDefinedNorExpected() throws Exception {
    driver.withInput(count("short-be", 2));
    assertThatThrownBy(driver::runTest)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Named output 'short' not defined");

    Job job = Job.getInstance();
    MultipleOutputs.addNamedOutput(
        job, "short", TextOutputFormat.class, Text.class, LongWritable.class);
    MultipleOutputs.addNamedOutput(
        job, "long", TextOutputFormat.class, Text.class, LongWritable.class);
    driver.withConfiguration(job.getConfiguration());
    assertThatThrownBy(driver::runTest)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("output short differs: expected 0 pairs, found 1");
    driver.withMultiOutput("short", count("be", 2)).runTest();
  }

  /** The writer's buffer is never written; a test with a double in its place did not notice. */
  @Test
  void refusesAMapperThatDoesNotClose() {
    assertThatThrownBy(
            MapDriver.newMapDriver(
                        () ->
                            new Sorting() {
                              @Override
                              protected void cleanup(Context context) {}
                            })
                    .withInput(count("short-be", 2))
                    .withMultiOutput("short", count("be", 2))
                ::runTest)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "MultipleOutputs is not closed, so Hadoop may lose what it wrote to short:"
                + " close it in cleanup");
  }

  @Test
  void comparesAReducersSideOutputs() throws Exception {
    ReduceDriver.newReduceDriver(new SortingReducer())
        .withInput(new Text("to"), List.of(number(1), number(2)))
        .withOutput(count("to", 1))
        .withMultiOutput("even", count("to", 2))
        .withPathOutput(count("to", 2), "by/path")
        .runTest();
  }

  @Test
  void comparesTheSideOutputsOfAWholeJob() throws Exception {
    MapReduceDriver.newMapReduceDriver(Sorting::new, SortingReducer::new)
        .withMappers(2)
        .withInput(count("short-be", 2))
        .withInput(count("to", 4))
        .withMultiOutput("short", count("be", 2))
        .withMultiOutput("even", count("to", 4))
        .withPathOutput(count("to", 4), "by/path")
        .runTest(false);
  }

  @Test
  void leavesSideOutputsOutOfTheLaw() throws Exception {
    Job job = Job.getInstance();
    MultipleOutputs.addNamedOutput(
        job, "short", TextOutputFormat.class, Text.class, LongWritable.class);

    CombinerLaw.of(Sorting::new, Sums.SumReducer::new, Sums.SumReducer::new)
        .withConfiguration(job.getConfiguration())
        .withTrials(3)
        .withAll(List.of(count("short-be", 2), count("to", 4), count("to", 5)))
        .check();
  }

  /** "name-word" to the output of that name, "/path-word" to that path; refills one text. */
  static class Sorting extends Mapper<Text, LongWritable, Text, LongWritable> {
    private final Text word = new Text();
    private MultipleOutputs<Text, LongWritable> outputs;

    @Override
    protected void setup(Context context) {
      outputs = new MultipleOutputs<>(context);
    }

    @Override
    protected void map(Text key, LongWritable value, Context context)
        throws IOException, InterruptedException {
      String[] parts = key.toString().split("-", 2);
      word.set(parts[parts.length - 1]);
      if (parts.length == 1) {
        context.write(key, value);
      } else if (parts[0].startsWith("/")) {
        outputs.write(word, value, parts[0].substring(1));
      } else if (parts[0].equals("nothing")) {
        outputs.write(parts[0], NullWritable.get(), word);
      } else {
        outputs.write(parts[0], word, value);
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      outputs.close();
    }
  }

  /** Even values to the output "even" and to a path, others out. */
  static class SortingReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    private MultipleOutputs<Text, LongWritable> outputs;

    @Override
    protected void setup(Context context) {
      outputs = new MultipleOutputs<>(context);
    }

    @Override
    protected void reduce(Text key, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      for (LongWritable value : values) {
        if (value.get() % 2 == 0) {
          outputs.write("even", key, value);
          outputs.write(key, value, "by/path");
        } else {
          context.write(key, value);
        }
      }
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      outputs.close();
    }
  }
}
