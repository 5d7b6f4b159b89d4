// SPDX-License-Identifier: Apache-2.0
package deviceid.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/** Reducers and combiners that are right, and some with the bugs that the kit is there to find. */
final class Sums {

  private Sums() {}

  /** Adds up the values of a word. */
  static class SumReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    private final LongWritable sum = new LongWritable();

    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      sum.set(0);
      for (LongWritable value : values) {
        sum.set(sum.get() + value.get());
      }
      context.write(word, sum);
    }
  }

  /** The values of a key in the order in which they come. */
  static class ListReducer extends Reducer<Text, LongWritable, Text, Text> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      StringBuilder list = new StringBuilder();
      values.forEach(value -> list.append(list.isEmpty() ? "" : " ").append(value));
      context.write(word, new Text(list.toString()));
    }
  }

  /** Keeps values without copying them, which Hadoop overwrites. */
  static class KeepingReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      List<LongWritable> kept = new ArrayList<>();
      values.forEach(kept::add);
      for (LongWritable value : kept) {
        context.write(word, value);
      }
    }
  }

  /** The largest value of a word. */
  static class MaxReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      long most = Long.MIN_VALUE;
      for (LongWritable value : values) {
        most = Math.max(most, value.get());
      }
      context.write(word, new LongWritable(most));
    }
  }

  /** The mean of a word's values, which means of means are not. */
  static class MeanReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      long sum = 0;
      long count = 0;
      for (LongWritable value : values) {
        sum += value.get();
        count++;
      }
      context.write(word, new LongWritable(sum / count));
    }
  }

  /** Adds up under the first letter of a word alone. */
  static class KeyChangingCombiner extends SumReducer {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      super.reduce(new Text(word.toString().substring(0, 1)), values, context);
    }
  }

  /** Takes a sum of 0 for nothing, so that the word is lost. */
  static class ZeroDroppingCombiner extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      long sum = 0;
      for (LongWritable value : values) {
        sum += value.get();
      }
      if (sum != 0) {
        context.write(word, new LongWritable(sum));
      }
    }
  }

  /** The first value less all others: (a - b) - c is not a - (b - c). */
  static class DifferenceReducer extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      boolean first = true;
      long rest = 0;
      for (LongWritable value : values) {
        rest = first ? value.get() : rest - value.get();
        first = false;
      }
      context.write(word, new LongWritable(rest));
    }
  }

  /** A sum to the nearest ten: adding commutes, but rounding on the way is not associative. */
  static class RoundingCombiner extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      long sum = 0;
      for (LongWritable value : values) {
        sum += value.get();
      }
      context.write(word, new LongWritable(10 * Math.round(sum / 10.0)));
    }
  }

  /** Forgets to begin each word at 0. */
  static class StatefulCombiner extends Reducer<Text, LongWritable, Text, LongWritable> {
    private long sum;

    @Override
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      for (LongWritable value : values) {
        sum += value.get();
      }
      context.write(word, new LongWritable(sum));
    }
  }

  /** Writes what mappers do not; only raw types or a cast let it compile. */
  static class OtherTypeCombiner extends Reducer<Text, LongWritable, Text, LongWritable> {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the bug
    protected void reduce(Text word, Iterable<LongWritable> values, Context context)
        throws IOException, InterruptedException {
      int sum = 0;
      for (LongWritable value : values) {
        sum += (int) value.get();
      }
      ((Reducer.Context) context).write(word, new IntWritable(sum));
    }
  }
}
