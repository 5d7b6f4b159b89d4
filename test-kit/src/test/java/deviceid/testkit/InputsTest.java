// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;
import org.junit.jupiter.api.Test;

/** The ways to give input, objects that a test reuses, and no input at all. */
class InputsTest {

  private final MapDriver<Text, LongWritable, Text, LongWritable> copier =
      MapDriver.newMapDriver(new Mapper<>());
  private final ReduceDriver<Text, LongWritable, Text, Text> lister =
      ReduceDriver.newReduceDriver(new ListReducer());
  private final Text word = new Text();
  private final LongWritable length = new LongWritable();

  @Test
  void copiesInputsSoThatATestMayRefillThem() throws Exception {
    for (String each : List.of("to", "be")) {
      copier.withInput(set(each), length);
      copier.withAll(List.of(new Pair<>(set(each + each), length)));
    }

    assertThat(copier.run())
        .containsExactly(count("to", 2), count("toto", 4), count("be", 2), count("bebe", 4));
  }

  /** A mapper that drops words passed where expectations were kept as references. */
  @Test
  void copiesExpectationsSoThatATestMayRefillThem() {
    for (String each : List.of("to", "be")) {
      copier.withOutput(set(each), length);
      copier.withAllOutput(List.of(new Pair<>(set(each + each), length)));
    }
    copier.withAll(List.of(count("bebe", 4), count("bebe", 4), count("bebe", 4), count("bebe", 4)));

    assertThatThrownBy(copier::runTest)
        .hasMessageContaining("pair 1: expected (to, 2), found (bebe, 4)")
        .hasMessageContaining("pair 2: expected (toto, 4), found (bebe, 4)")
        .hasMessageContaining("pair 3: expected (be, 2), found (bebe, 4)");
  }

  @Test
  void copiesTheValuesOfAKey() throws Exception {
    List<LongWritable> values = new ArrayList<>(List.of(number(1), number(2)));
    lister.withInput(set("to"), values);
    values.get(0).set(7);
    values.remove(1);
    lister.withInput(set("be"), values);
    word.set("or");

    lister
        .withOutput(new Text("to"), new Text("1 2"))
        .withOutput(new Text("be"), new Text("7"))
        .runTest();
  }

  @Test
  void copiesInputsOfAWholeJobAndOfTheLaw() throws Exception {
    MapReduceDriver<Text, LongWritable, Text, LongWritable, Text, LongWritable> job =
        MapReduceDriver.newMapReduceDriver(Mapper::new, SumReducer::new);
    job.withInput(set("to"), length).withInput(set("be"), length);
    CombinerLaw<Text, LongWritable, Text, LongWritable, Text, LongWritable> law =
        CombinerLaw.of(Mapper::new, Sums.MeanReducer::new, SumReducer::new);
    for (int i = 1; i < 5; i++) {
      length.set(i);
      law.withInput(word, length);
    }
    set("lost");

    assertThat(job.run()).containsExactly(count("be", 2), count("to", 2));
    assertThatThrownBy(law::check).hasMessageContaining("missing (Text be, LongWritable 10)");
  }

  @Test
  void refusesToRunWithoutInput() {
    for (Driver<?, ?, ?> empty :
        List.of(
            copier,
            lister,
            MapReduceDriver.newMapReduceDriver(LengthMapper::new, SumReducer::new),
            MapDriver.newMapDriver())) {
      assertThatThrownBy(empty::runTest)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no input: add some, or allow none with withEmptyInput()");
      assertThatThrownBy(empty::run).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> copier.setInput(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> copier.withInput(null, length))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the input's key");
    assertThatThrownBy(() -> copier.withInput(word, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the input's value");
  }

  @Test
  void addsAndSetsAsItDoesWith() throws Exception {
    copier.setInput(count("gone", 0));
    copier.setInput(new Text("to"), number(1));
    copier.addInput(new Text("be"), number(2));
    copier.addInput(count("or", 3));
    copier.addAll(List.of(count("not", 4)));
    copier.withInput(count("to", 5));
    copier.addOutput(new Text("to"), number(1));
    copier.addOutput(count("be", 2));
    copier.addAllOutput(List.of(count("or", 3), count("not", 4)));

    copier.withOutput(count("to", 5)).runTest();
  }

  @Test
  void takesPairsAndGroupsForAReducer() throws Exception {
    lister.setInput(new Text("gone"), List.of(number(0)));
    lister.setInput(new Pair<>(new Text("to"), List.of(number(1), number(2))));
    lister.addInput(new Text("be"), List.of(number(3)));
    lister.addAll(List.of(new Pair<>(new Text("or"), List.of(number(4)))));
    lister.withInput(List.of(count("not", 5), count("to", 6)));
    lister
        .withOutput(new Text("to"), new Text("1 2"))
        .withOutput(new Text("be"), new Text("3"))
        .withOutput(new Text("or"), new Text("4"))
        .withOutput(new Text("to"), new Text("5 6")) // the key changed under the reducer
        .runTest();
  }

  @Test
  void takesAKeyAndAValueApart() throws Exception {
    copier
        .withInputKey(set("to"))
        .withInputValue(length)
        .withInputValue(number(7))
        .withInputKey(new Text("be"))
        .withOutput(count("to", 2))
        .withOutput(count("be", 7))
        .runTest();
  }

  @Test
  void takesAKeyAndItsValuesApart() throws Exception {
    lister
        .withInputValue(number(1))
        .withInputKey(new Text("to"))
        .withInputValue(number(2))
        .withInputKey(new Text("be"))
        .withInputValues(List.of(number(3), number(4)))
        .withOutput(new Text("to"), new Text("1 2"))
        .withOutput(new Text("be"), new Text("3 4"))
        .runTest();
  }

  @Test
  void refusesHalfAnInput() {
    assertThatThrownBy(copier.withInput(count("to", 2)).withInputKey(new Text("be"))::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an input has a key or a value, not both");
    assertThatThrownBy(
            MapDriver.newMapDriver(new LengthMapper()).withInputValue(new Text("be"))::run)
        .hasMessage("an input has a key or a value, not both");
    assertThatThrownBy(lister.withInputValue(number(1))::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there are values without a key");
    assertThatThrownBy(
            ReduceDriver.newReduceDriver(new ListReducer()).withInputKey(new Text("to"))::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no reducer meets a key without values");
  }

  /** The word's and length's one object each, refilled. */
  private Text set(String text) {
    word.set(text);
    length.set(text.length());
    return word;
  }
}
