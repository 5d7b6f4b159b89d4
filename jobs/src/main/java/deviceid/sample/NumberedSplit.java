// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/** A part of a file that is scanned, and which of all good rows its first one is. */
final class NumberedSplit extends FileSplit {

  private long firstRow;

  /** For the framework, which fills it with {@link #readFields}. */
  NumberedSplit() {}

  NumberedSplit(FileSplit part, long firstRow) throws IOException {
    super(part.getPath(), part.getStart(), part.getLength(), part.getLocations());
    this.firstRow = firstRow;
  }

  long firstRow() {
    return firstRow;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    super.write(out);
    out.writeLong(firstRow);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    super.readFields(in);
    firstRow = in.readLong();
  }
}
