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

  private List<StoredSplit> parts = List.of();

  /** For the framework, which fills it with {@link #readFields}. */
  CombinedSplit() {}

  CombinedSplit(List<StoredSplit> parts) {
    this.parts = List.copyOf(parts);
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
  public String[] getLocations() throws IOException {
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
