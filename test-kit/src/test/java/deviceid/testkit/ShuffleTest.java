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
import org.apache.hadoop.io.WritableComparable;
import org.apache.hadoop.io.WritableComparator;
import org.apache.hadoop.mapreduce.Partitioner;
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
