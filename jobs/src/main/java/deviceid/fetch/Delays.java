// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Summary of the URLs with one status: their number, and number, sum and maximum of the delays that
 * their answers reported. Adding is associative and commutative, so that a combiner may add any of
 * them first; a mean would not be.
 */
public final class Delays implements Writable {

  /** URLs, delays, the sum of these, and the longest; times in milliseconds. */
  private long[] numbers = new long[4];

  /** Adds up all values of a status: combiner and reducer. */
  public static class Adder extends Reducer<Text, Delays, Text, Delays> {
    @Override
    protected void reduce(Text status, Iterable<Delays> parts, Context context)
        throws IOException, InterruptedException {
      Delays all = new Delays();
      parts.forEach(all::add);
      context.write(status, all);
    }
  }

  /**
   * One URL.
   *
   * @param millis 0 or more; empty if its answer reported no delay
   */
  static Delays of(OptionalLong millis) {
    Delays one = new Delays();
    one.numbers = new long[] {1, millis.isPresent() ? 1 : 0, millis.orElse(0), millis.orElse(0)};
    return one;
  }

  Delays add(Delays other) {
    for (int i = 0; i < 3; i++) {
      numbers[i] += other.numbers[i];
    }
    numbers[3] = Math.max(numbers[3], other.numbers[3]);
    return this;
  }

  long urls() {
    return numbers[0];
  }

  long reported() {
    return numbers[1];
  }

  /** Milliseconds. */
  long sum() {
    return numbers[2];
  }

  /** Milliseconds; 0 if there are none. */
  long longest() {
    return numbers[3];
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readLong();
    }
  }

  /** The four numbers between tabs, as in the job's output. */
  @Override
  public String toString() {
    return LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining("\t"));
  }

  /**
   * @throws IllegalArgumentException if the text is not what {@link #toString} writes
   */
  static Delays parse(String text) {
    Delays delays = new Delays();
    delays.numbers = Arrays.stream(text.split("\t", -1)).mapToLong(Long::parseLong).toArray();
    if (delays.numbers.length != 4) {
      throw new IllegalArgumentException(delays.numbers.length + " fields");
    }
    return delays;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Delays that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
