// SPDX-License-Identifier: Apache-2.0
package deviceid.convert;

import deviceid.rows.StoredSplit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A part of a file that reports the length which keeps its place among the others. */
final class OrderedSplit extends StoredSplit {

  private long reported;

  /** For the framework, which fills it with {@link #readFields}. */
  OrderedSplit() {}

  OrderedSplit(StoredSplit part, long reported) throws IOException {
    super(part);
    this.reported = reported;
  }

  @Override
  public long getLength() {
    return reported;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    super.write(out);
    out.writeLong(reported);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    super.readFields(in);
    reported = in.readLong();
  }
}
