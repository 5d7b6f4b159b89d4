// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * A part of a file of rows, and whether it is a sequence file. That is found where splits are made:
 * a task must be able to read its own part where the file's beginning cannot be read.
 */
public class StoredSplit extends FileSplit {

  private boolean sequence;

  /** For the framework, which fills it with {@link #readFields}. */
  protected StoredSplit() {}

  StoredSplit(FileSplit part, boolean sequence) throws IOException {
    super(part.getPath(), part.getStart(), part.getLength(), part.getLocations());
    this.sequence = sequence;
  }

  /** The same part. */
  protected StoredSplit(StoredSplit part) throws IOException {
    this(part, part.sequence);
  }

  boolean isSequence() {
    return sequence;
  }

  /** The position after its last byte, whatever length it reports. */
  final long end() {
    return getStart() + super.getLength();
  }

  /** How much of the split some bytes are, from 0 to 1. */
  final float progress(long bytes) {
    long all = super.getLength();
    return all == 0 ? 1 : Math.max(0, Math.min(1f, bytes / (float) all));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    super.write(out);
    out.writeBoolean(sequence);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    super.readFields(in);
    sequence = in.readBoolean();
  }
}
