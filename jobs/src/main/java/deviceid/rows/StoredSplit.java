// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;

/**
 * A part of a file of rows, with what the driver knows of it: a task need not look at the rest of
 * the file, whose beginning may be unreadable.
 */
public final class StoredSplit extends FileSplit {

  private boolean sequence;
  private long firstRow;
  private long reported;
  private String[] hosts = {};

  /** For the framework, which fills it with {@link #readFields}. */
  StoredSplit() {}

  StoredSplit(FileSplit part, boolean sequence) throws IOException {
    this(part, sequence, 0, part.getLength());
  }

  private StoredSplit(FileSplit part, boolean sequence, long firstRow, long reported)
      throws IOException {
    super(part.getPath(), part.getStart(), length(part), null);
    this.hosts = part.getLocations();
    this.sequence = sequence;
    this.firstRow = firstRow;
    this.reported = reported;
  }

  private static long length(FileSplit part) {
    return part instanceof StoredSplit stored ? stored.end() - part.getStart() : part.getLength();
  }

  /** The same part, as one of a job that orders its splits by this length, longest first. */
  StoredSplit reporting(long bytes) throws IOException {
    return new StoredSplit(this, sequence, firstRow, bytes);
  }

  /** The same part, of which it is known which of all good rows its first one is. */
  public StoredSplit numbered(long first) throws IOException {
    return new StoredSplit(this, sequence, first, reported);
  }

  boolean isSequence() {
    return sequence;
  }

  /** The number of good rows before this split, if they were counted; else 0. */
  public long firstRow() {
    return firstRow;
  }

  @Override
  public long getLength() {
    return reported;
  }

  @Override
  public String[] getLocations() {
    return hosts.clone();
  }

  /** The position after its last byte, whatever length it reports. */
  long end() {
    return getStart() + super.getLength();
  }

  /** How much of the split some bytes are, from 0 to 1. */
  float progress(long bytes) {
    long all = super.getLength();
    return all == 0 ? 1 : Math.max(0, Math.min(1f, bytes / (float) all));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    super.write(out);
    out.writeBoolean(sequence);
    out.writeLong(firstRow);
    out.writeLong(reported);
    WritableUtils.writeStringArray(out, hosts);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    super.readFields(in);
    sequence = in.readBoolean();
    firstRow = in.readLong();
    reported = in.readLong();
    hosts = WritableUtils.readStringArray(in);
  }
}
