// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import org.apache.hadoop.io.BytesWritable;

/** Rows of 41 bytes, one after another, that know where in their file each of them stood. */
public final class RowBatch extends BytesWritable {

  private PartReader source;

  RowBatch(int capacity) {
    super(new byte[capacity]);
  }

  void comesFrom(PartReader rows) {
    source = rows;
  }

  public int rows() {
    return getLength() / DeviceIds.ROW_BYTES;
  }

  /** The position in the file (after decompression) of the first byte of a row. */
  public long position(int row) {
    return source.position(row);
  }
}
