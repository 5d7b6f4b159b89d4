// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.KeepingReducer;
import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.SumReducer;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.Reducer;
import org.apache.hadoop.mapreduce.TaskCounter;
import org.junit.jupiter.api.Test;

class ReduceDriverTest {

  /** One call for each input, in the order of the inputs, though their keys are equal. */
  @Test
  void givesEachInputToTheReducerAsItIs() throws Exception {
    ReduceDriver.newReduceDriver(SumReducer::new)
        .withInput(new Text("to"), List.of(number(1), number(2)))
        .withInput(new Text("be"), List.of(number(3)))
        .withInput(new Text("be"), List.of(number(4)))
        .withOutput(new Text("to"), number(3))
        .withOutput(new Text("be"), number(3))
        .withOutput(new Text("be"), number(4))
        .withCounter(TaskCounter.REDUCE_INPUT_GROUPS, 3)
        .withCounter(TaskCounter.REDUCE_INPUT_RECORDS, 4)
        .withCounter(TaskCounter.REDUCE_OUTPUT_RECORDS, 3)
        .runTest();
  }

  @Test
  void keepsTheOrderOfValues() throws Exception {
    ReduceDriver.newReduceDriver(ListReducer::new)
        .withAll(List.of(new Pair<>(new Text("to"), List.of(number(3), number(1), number(2)))))
        .withOutput(new Text("to"), new Text("3 1 2"))
        .runTest();
  }

  @Test
  void reusesTheValueAsHadoopDoes() throws Exception {
    assertThat(
            ReduceDriver.newReduceDriver(KeepingReducer::new)
                .withInput(new Text("to"), List.of(number(1), number(2), number(3)))
                .run())
        .containsExactly(count("to", 3), count("to", 3), count("to", 3));
  }

  /** A second walk over the values finds none, as in Hadoop. */
  @Test
  void givesValuesOnce() throws Exception {
    ReduceDriver.newReduceDriver(
            () ->
                new Reducer<Text, LongWritable, Text, LongWritable>() {
                  @Override
                  protected void reduce(Text key, Iterable<LongWritable> values, Context context)
                      throws IOException, InterruptedException {
                    values.forEach(value -> {});
                    for (LongWritable value : values) {
                      context.write(key, value);
                    }
                  }
                })
        .withInput(new Text("to"), List.of(number(1), number(2)))
        .runTest();
  }

  @Test
  void refusesAKeyWithoutValues() {
    ReduceDriver<Text, LongWritable, Text, LongWritable> driver =
        ReduceDriver.newReduceDriver(SumReducer::new);

    assertThatThrownBy(() -> driver.withInput(new Text("to"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no reducer meets a key without values");
  }

  @Test
  void refusesValuesOfTwoTypes() {
    assertThatThrownBy(
            ReduceDriver.newReduceDriver(Reducer<Text, Writable, Text, Writable>::new)
                    .withInput(new Text("to"), List.of(number(1), new Text("2")))
                ::run)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Type mismatch in value from map: expected org.apache.hadoop.io.LongWritable,"
                + " received org.apache.hadoop.io.Text");
  }

  @Test
  void runsSetupAndCleanupWithoutInputWhereAllowed() throws Exception {
    ReduceDriver.newReduceDriver(
            () ->
                new SumReducer() {
                  @Override
                  protected void cleanup(Context context) throws IOException, InterruptedException {
                    context.write(new Text("end"), number(0));
                  }
                })
        .withEmptyInput()
        .withOutput(new Text("end"), number(0))
        .runTest();
  }
}
