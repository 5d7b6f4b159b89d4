// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;

/** Parts of several files that one map reads, one after another. */
final class CombinedSplit extends InputSplit implements Writable {

  /** Of HDFS. */
  static final long BLOCK_BYTES = 128 << 20;

  /** Maps whose start costs little; up to so many, each part has its own. */
  private static final int FEW = 100;

  /** Opening a file takes about as long as reading so many bytes more. */
  private static final long OPEN_BYTES = 1 << 20;

  private List<StoredSplit> parts = List.of();

  /** For the framework, which fills it with {@link #readFields}. */
  CombinedSplit() {}

  CombinedSplit(List<StoredSplit> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Joins parts that follow each other where there are many small ones.
   *
   * @param most bytes of a joined split, those that an open is worth included
   */
  static List<InputSplit> combine(List<StoredSplit> parts, long most) {
    if (parts.size() <= FEW) {
      return List.copyOf(parts);
    }
    List<InputSplit> splits = new ArrayList<>();
    List<StoredSplit> small = new ArrayList<>();
    long bytes = 0;
    for (StoredSplit part : parts) {
      if (bytes + part.getLength() + OPEN_BYTES > most) {
        join(small, splits);
        bytes = 0;
      }
      small.add(part);
      bytes += part.getLength() + OPEN_BYTES;
    }
    join(small, splits);
    return splits;
  }

  private static void join(List<StoredSplit> small, List<InputSplit> splits) {
    if (small.size() > 1) {
      splits.add(new CombinedSplit(small));
    } else {
      splits.addAll(small);
    }
    small.clear();
  }

  List<StoredSplit> parts() {
    return parts;
  }

  @Override
  public long getLength() {
    return parts.stream().mapToLong(StoredSplit::getLength).sum();
  }

  /** Those of the first part: small files are soon read from anywhere. */
  @Override
  public String[] getLocations() {
    return parts.get(0).getLocations();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(parts.size());
    for (StoredSplit part : parts) {
      part.write(out);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    List<StoredSplit> read = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      StoredSplit part = new StoredSplit();
      part.readFields(in);
      read.add(part);
    }
    parts = List.copyOf(read);
  }

  @Override
  public String toString() {
    return parts.size() + " parts from " + parts.get(0) + " on";
  }
}
