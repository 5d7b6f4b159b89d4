// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.io.Writable;

/**
 * URLs that ended alike: how many, and number, sum and maximum of the delays that their answers
 * told. Adding is associative and commutative, so that a combiner may add any of them first; a mean
 * would not be.
 */
public final class Delays implements Writable {

  private long urls;
  private long told;
  private long sum;
  private long longest;

  /** None. */
  public Delays() {}

  private Delays(long urls, long told, long sum, long longest) {
    this.urls = urls;
    this.told = told;
    this.sum = sum;
    this.longest = longest;
  }

  /** One URL whose answer told no delay. */
  static Delays untold() {
    return new Delays(1, 0, 0, 0);
  }

  /** One URL whose answer told a delay, 0 or more. */
  static Delays of(long millis) {
    return new Delays(1, 1, millis, millis);
  }

  void clear() {
    urls = 0;
    told = 0;
    sum = 0;
    longest = 0;
  }

  Delays add(Delays other) {
    urls += other.urls;
    told += other.told;
    sum += other.sum;
    longest = Math.max(longest, other.longest);
    return this;
  }

  long urls() {
    return urls;
  }

  long told() {
    return told;
  }

  /** Milliseconds. */
  long sum() {
    return sum;
  }

  /** Milliseconds; 0 of none. */
  long longest() {
    return longest;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(urls);
    out.writeLong(told);
    out.writeLong(sum);
    out.writeLong(longest);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    urls = in.readLong();
    told = in.readLong();
    sum = in.readLong();
    longest = in.readLong();
  }

  /** Four numbers between tabs, as the job's output has them; times in milliseconds. */
  @Override
  public String toString() {
    return urls + "\t" + told + "\t" + sum + "\t" + longest;
  }

  /**
   * @throws IllegalArgumentException if the text is not as {@link #toString} writes it
   */
  static Delays parse(String text) {
    String[] fields = text.split("\t", -1);
    if (fields.length != 4) {
      throw new IllegalArgumentException("no delays: " + text);
    }
    return new Delays(
        Long.parseLong(fields[0]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Delays that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(urls, told, sum, longest);
  }
}
