// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import static deviceid.testkit.Words.count;
import static deviceid.testkit.Words.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deviceid.testkit.Sums.ListReducer;
import deviceid.testkit.Sums.SumReducer;
import deviceid.testkit.Words.LengthMapper;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableComparable;
import org.apache.hadoop.io.WritableComparator;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.Mapper;
import org.apache.hadoop.mapreduce.Partitioner;
import org.apache.hadoop.mapreduce.Reducer;
import org.junit.jupiter.api.Test;

/** The classes that a job names: which reducer, in which order, in which groups. */
class ShuffleTest {

  private final MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, LongWritable> words =
      MapReduceDriver.newMapReduceDriver(LengthMapper::new, SumReducer::new)
          .withInput(number(0), new Text("to be or not"))
          .withInput(number(13), new Text("to be"));

  @Test
  void givesEachPartitionToItsReducer() throws Exception {
    words
        .withReducers(3)
        .withPartitioner(ByLength.class)
        .withAllOutput(List.of(count("not", 3), count("be", 4), count("or", 2), count("to", 4)))
        .runTest();
  }

  /** As Hadoop, which knows without asking. */
  @Test
  void asksNoPartitionerForOneReducer() throws Exception {
    assertThat(words.withPartitioner(Astray.class).run()).hasSize(4);
  }

  @Test
  void refusesAPartitionThatIsNone() {
    assertThatThrownBy(words.withPartitioner(Astray.class).withReducers(2)::run)
        .isInstanceOf(IOException.class)
        .hasMessage("Illegal partition for to (2)");
  }

  /** A secondary sort: keys in descending order, one group a first letter, values in key order. */
  @Test
  void ordersAndGroupsByTheGivenComparators() throws Exception {
    MapReduceDriver.newMapReduceDriver(LengthMapper::new, ListReducer::new)
        .withKeyOrderComparator(Descending.class)
        .withKeyGroupingComparator(ByFirstLetter.class)
        .withInput(number(0), new Text("a bbb abcd bb abc"))
        .withOutput(new Text("bb"), new Text("3 2"))
        .withOutput(new Text("a"), new Text("4 3 1"))
        .runTest();
  }

  @Test
  void takesComparatorsAsInstances() throws Exception {
    MapReduceDriver<LongWritable, Text, Text, LongWritable, Text, Text> driver =
        MapReduceDriver.newMapReduceDriver(LengthMapper::new, ListReducer::new);
    driver.setKeyOrderComparator(new Descending());
    driver.setKeyGroupingComparator(new ByFirstLetter());

    driver
        .withInput(number(0), new Text("a bbb abcd bb abc"))
        .withOutput(new Text("bb"), new Text("3 2"))
        .withOutput(new Text("a"), new Text("4 3 1"))
        .runTest();
  }

  @Test
  void takesTheComparatorThatTheConfigurationNames() throws Exception {
    JobConf conf = new JobConf(false);
    conf.setOutputValueGroupingComparator(ByFirstLetter.class);

    MapReduceDriver.newMapReduceDriver(new LengthMapper(), new SumReducer())
        .withConfiguration(conf)
        .withInput(number(0), new Text("aa b ab"))
        .withOutput(new Text("ab"), number(4))
        .withOutput(new Text("b"), number(1))
        .runTest();
  }

  /** Only neighbours in sorted order make a group. */
  @Test
  void doesNotGroupKeysThatTheOrderParts() throws Exception {
    MapReduceDriver.newMapReduceDriver(new LengthMapper(), new SumReducer())
        .withKeyOrderComparator(new ByLastLetter())
        .withKeyGroupingComparator(new ByFirstLetter())
        .withInput(number(0), new Text("a1 b2 a3"))
        .withAllOutput(List.of(count("a1", 2), count("b2", 2), count("a3", 2)))
        .runTest();
  }

  @Test
  void sortsByTheComparatorThatTheKeysClassRegistered() throws Exception {
    new MapReduceDriver<Falling, Text, Falling, Text, Falling, Text>(
            new Mapper<>(), new Reducer<>())
        .withInput(new Falling(1), new Text("one"))
        .withInput(new Falling(2), new Text("two"))
        .withKeyGroupingComparator(new OneGroup())
        .withOutput(new Falling(2), new Text("two"))
        .withOutput(new Falling(1), new Text("one"))
        .runTest();
  }

  @Test
  void needsNoEqualsOrOrderOfValues() throws Exception {
    new MapReduceDriver<Text, Writable, Text, Writable, Text, Writable>(
            new Mapper<>(), new Reducer<>())
        .withInput(new Text("to"), new DifferencesTest.Texts("a", "b"))
        .withOutput(new Text("to"), new DifferencesTest.Texts("a", "b"))
        .runTest();
  }

  /** Numbers, the largest first. */
  public static class Falling extends LongWritable {
    static {
      WritableComparator.define(Falling.class, new LongWritable.DecreasingComparator());
    }

    public Falling() {}

    Falling(long number) {
      super(number);
    }
  }

  /** All numbers are alike. */
  public static class OneGroup extends WritableComparator {
    public OneGroup() {
      super(Falling.class, true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public int compare(WritableComparable a, WritableComparable b) {
      return 0;
    }
  }

  /** Texts in the order of their last letters. */
  public static class ByLastLetter extends WritableComparator {
    public ByLastLetter() {
      super(Text.class, true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public int compare(WritableComparable a, WritableComparable b) {
      return Character.compare(last(a.toString()), last(b.toString()));
    }

    private static char last(String text) {
      return text.charAt(text.length() - 1);
    }
  }

  /** Words of two letters to the last of three reducers. */
  public static class ByLength extends Partitioner<Text, LongWritable> {
    @Override
    public int getPartition(Text word, LongWritable length, int partitions) {
      return word.getLength() == 2 ? 2 : 0;
    }
  }

  /** Names a reducer that is not there. */
  public static class Astray extends Partitioner<Text, LongWritable> {
    @Override
    public int getPartition(Text word, LongWritable length, int partitions) {
      return partitions;
    }
  }

  /** The reverse order of texts. */
  public static class Descending extends WritableComparator {
    public Descending() {
      super(Text.class, true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public int compare(WritableComparable a, WritableComparable b) {
      return b.toString().compareTo(a.toString());
    }
  }

  /** Texts are alike that begin alike. */
  public static class ByFirstLetter extends WritableComparator {
    public ByFirstLetter() {
      super(Text.class, true);
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public int compare(WritableComparable a, WritableComparable b) {
      return Character.compare(a.toString().charAt(0), b.toString().charAt(0));
    }
  }
}
