// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * URLs that ended alike: their number, and number, sum and maximum of the delays that their answers
 * reported. Adding is associative and commutative, so that a combiner may add any of them first; a
 * mean would not be.
 */
public final class Delays implements Writable {

  private long urls;
  private long reported;
  private long sum;
  private long longest;

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
    one.urls = 1;
    one.reported = millis.isPresent() ? 1 : 0;
    one.sum = millis.orElse(0);
    one.longest = millis.orElse(0);
    return one;
  }

  Delays add(Delays other) {
    urls += other.urls;
    reported += other.reported;
    sum += other.sum;
    longest = Math.max(longest, other.longest);
    return this;
  }

  long urls() {
    return urls;
  }

  long reported() {
    return reported;
  }

  /** Milliseconds. */
  long sum() {
    return sum;
  }

  /** Milliseconds; 0 if there are none. */
  long longest() {
    return longest;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(urls);
    out.writeLong(reported);
    out.writeLong(sum);
    out.writeLong(longest);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    urls = in.readLong();
    reported = in.readLong();
    sum = in.readLong();
    longest = in.readLong();
  }

  /** The four numbers between tabs, as in the job's output; times in milliseconds. */
  @Override
  public String toString() {
    return urls + "\t" + reported + "\t" + sum + "\t" + longest;
  }

  /**
   * @throws IllegalArgumentException if the text is not what {@link #toString} writes
   */
  static Delays parse(String text) {
    long[] fields = Arrays.stream(text.split("\t", -1)).mapToLong(Long::parseLong).toArray();
    if (fields.length != 4) {
      throw new IllegalArgumentException(fields.length + " fields");
    }
    Delays delays = new Delays();
    delays.urls = fields[0];
    delays.reported = fields[1];
    delays.sum = fields[2];
    delays.longest = fields[3];
    return delays;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Delays that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
