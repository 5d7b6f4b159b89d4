// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.rows.StoredSplit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A part of a file that is scanned, and which of all good rows its first one is. */
final class NumberedSplit extends StoredSplit {

  private long firstRow;

  /** For the framework, which fills it with {@link #readFields}. */
  NumberedSplit() {}

  NumberedSplit(StoredSplit part, long firstRow) throws IOException {
    super(part);
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
