// SPDX-License-Identifier: Apache-2.0
package deviceid.generate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * One line of a control file. Its length is the bytes it makes, or those of a longer line after it,
 * so that lengths never grow from line to line.
 */
final class IdRangeSplit extends InputSplit implements Writable {

  private final FileSplit line;
  private long bytes;

  /** For the framework, which fills it with {@link #readFields}. */
  IdRangeSplit() {
    this(new FileSplit(), 0);
  }

  IdRangeSplit(FileSplit line, long bytes) {
    this.line = line;
    this.bytes = bytes;
  }

  FileSplit line() {
    return line;
  }

  @Override
  public long getLength() {
    return bytes;
  }

  @Override
  public String[] getLocations() {
    return new String[0];
  }

  @Override
  public void write(DataOutput out) throws IOException {
    line.write(out);
    out.writeLong(bytes);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    line.readFields(in);
    bytes = in.readLong();
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
