// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static org.assertj.core.api.Assertions.assertThat;

import deviceid.testkit.ShuffleTest.ByFirstLetter;
import deviceid.testkit.ShuffleTest.Descending;
import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.SumReducer;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Test;

class ReduceFeederTest {

  private final ReduceFeeder<Text, LongWritable> feeder = new ReduceFeeder<>(new Configuration());

  @Test
  void makesNoGroupOfNothingAndOneOfAPair() {
    assertThat(feeder.sortAndGroup(List.of())).isEmpty();
    assertThat(feeder.sortAndGroup(List.of(), Comparator.naturalOrder())).isEmpty();
    assertThat(feeder.sortAndGroup(List.of(count("to", 1))))
        .containsExactly(List.of(count("to", 1)));
  }

  @Test
  void groupsThePairsOfAKeyInTheirOrder() {
    assertThat(feeder.sortAndGroup(List.of(count("to", 2), count("to", 1))))
        .containsExactly(List.of(count("to", 2), count("to", 1)));
  }

  @Test
  void sortsKeysThatAreMixed() {
    assertThat(
            feeder.sortAndGroup(
                List.of(count("to", 4), count("be", 3), count("to", 2), count("be", 1))))
        .containsExactly(
            List.of(count("be", 3), count("be", 1)), List.of(count("to", 4), count("to", 2)));
    assertThat(
            feeder.sortAndGroup(
                List.of(count("be", 4), count("to", 3), count("to", 2), count("be", 1))))
        .containsExactly(
            List.of(count("be", 4), count("be", 1)), List.of(count("to", 3), count("to", 2)));
  }

  @Test
  void sortsAndGroupsWithOneComparator() {
    Comparator<Text> byLast = Comparator.comparing(text -> text.charAt(text.getLength() - 1));

    assertThat(
            feeder.sortAndGroup(
                List.of(count("a1", 1), count("a2", 2), count("b1", 3), count("a2", 4)), byLast))
        .containsExactly(
            List.of(count("a1", 1), count("b1", 3)), List.of(count("a2", 2), count("a2", 4)));
  }

  @Test
  void sortsWithOneComparatorAndGroupsWithAnother() {
    assertThat(
            feeder.sortAndGroup(
                List.of(count("a1", 1), count("a2", 5), count("b1", 3), count("a3", 4)),
                Comparator.comparing(text -> text.charAt(1)),
                Comparator.comparing(text -> text.charAt(0))))
        .containsExactly(
            List.of(count("a1", 1)),
            List.of(count("b1", 3)),
            List.of(count("a2", 5), count("a3", 4)));
  }

  @Test
  void takesTheComparatorsOfTheJob() {
    JobConf job = new JobConf();
    job.setOutputKeyComparatorClass(Descending.class);
    job.setOutputValueGroupingComparator(ByFirstLetter.class);

    assertThat(
            new ReduceFeeder<Text, LongWritable>(job)
                .sortAndGroup(List.of(count("a1", 1), count("b1", 2), count("a2", 3))))
        .containsExactly(List.of(count("b1", 2)), List.of(count("a2", 3), count("a1", 1)));
  }

  @Test
  void sharesNothingWithThePairs() {
    Pair<Text, LongWritable> pair = count("to", 1);
    List<List<Pair<Text, LongWritable>>> groups = feeder.sortAndGroup(List.of(pair));
    pair.key().set("lost");

    assertThat(groups).containsExactly(List.of(count("to", 1)));
  }

  @Test
  void feedsAReducer() throws Exception {
    ReduceDriver<Text, LongWritable, Text, LongWritable> driver =
        ReduceDriver.newReduceDriver(new SumReducer());
    driver.addAllElements(feeder.sortAndGroup(List.of(count("or", 1))));
    driver
        .withOutput(count("or", 1))
        .withAllElements(
            feeder.sortAndGroup(List.of(count("to", 4), count("be", 3), count("to", 6))))
        .withAllOutput(List.of(count("be", 3), count("to", 10)))
        .runTest();
  }

  /** A key with its values is the same group as its pairs. */
  @Test
  void needsNoFeederForAKeyWithItsValues() throws Exception {
    for (boolean pairs : new boolean[] {true, false}) {
      ReduceDriver<Text, LongWritable, Text, Text> driver =
          ReduceDriver.newReduceDriver(new ListReducer());
      if (pairs) {
        driver.withInput(List.of(count("to", 2), count("to", 1)));
      } else {
        driver.withInput(new Text("to"), List.of(Words.number(2), Words.number(1)));
      }
      driver.withOutput(new Text("to"), new Text("2 1")).runTest();
    }
  }
}
