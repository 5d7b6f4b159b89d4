// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Mapper;

/** A mapper that is right, and some with the bugs that the kit is there to find. */
final class Words {

  private Words() {}

  enum Counter {
    LINES
  }

  /** A word and its length, or with words.value the number of that name. */
  static class LengthMapper extends Mapper<LongWritable, Text, Text, LongWritable> {
    private final Text word = new Text();
    private final LongWritable length = new LongWritable();

    @Override
    protected void map(LongWritable position, Text line, Context context)
        throws IOException, InterruptedException {
      for (String each : line.toString().split(" ", -1)) {
        word.set(each);
        length.set(context.getConfiguration().getLong("words.value", each.length()));
        context.write(word, length);
      }
      context.getCounter(Counter.LINES).increment(1);
      context.getCounter("words", "bytes").increment(line.getLength());
    }
  }

  /** Keeps lines without copying them, which Hadoop overwrites. */
  static class KeepingMapper extends Mapper<LongWritable, Text, LongWritable, Text> {
    private final List<Pair<LongWritable, Text>> kept = new ArrayList<>();

    @Override
    protected void map(LongWritable position, Text line, Context context) {
      kept.add(new Pair<>(position, line));
    }

    @Override
    protected void cleanup(Context context) throws IOException, InterruptedException {
      for (Pair<LongWritable, Text> pair : kept) {
        context.write(pair.key(), pair.value());
      }
    }
  }

  /** Takes the whole buffer for the text, though an older, longer line may still be in it. */
  static class WholeBufferMapper extends Mapper<LongWritable, Text, LongWritable, Text> {
    @Override
    protected void map(LongWritable position, Text line, Context context)
        throws IOException, InterruptedException {
      context.write(position, new Text(line.getBytes()));
    }
  }

  static Pair<Text, LongWritable> count(String word, long count) {
    return new Pair<>(new Text(word), new LongWritable(count));
  }

  static LongWritable number(long number) {
    return new LongWritable(number);
  }
}
