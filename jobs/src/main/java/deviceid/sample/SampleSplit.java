// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.sample.StoredRows.Stretch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.mapreduce.InputSplit;

/** Rows that follow each other, in one or several files, from which a map takes its sample. */
final class SampleSplit extends InputSplit implements Writable {

  private StoredRows rows;
  private final long bytes; // the framework keeps these two; a task does not ask
  private final String[] hosts;

  /** For the framework, which fills it with {@link #readFields}. */
  SampleSplit() {
    this(new StoredRows(List.of()), 0);
  }

  /**
   * @param bytes that a map will take of these rows, about
   */
  SampleSplit(StoredRows rows, long bytes, String... hosts) {
    this.rows = rows;
    this.bytes = bytes;
    this.hosts = hosts;
  }

  List<Stretch> stretches() {
    return rows.stretches();
  }

  long from() {
    return stretches().get(0).first();
  }

  long to() {
    return rows.rows();
  }

  @Override
  public long getLength() {
    return bytes;
  }

  @Override
  public String[] getLocations() {
    return hosts.clone();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(stretches().size());
    for (Stretch stretch : stretches()) {
      Text.writeString(out, stretch.file().toString());
      out.writeLong(stretch.first());
      out.writeLong(stretch.rows());
      out.writeLong(stretch.fileRow());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    int count = in.readInt();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = new Path(Text.readString(in));
      stretches.add(new Stretch(file, in.readLong(), in.readLong(), in.readLong()));
    }
    rows = new StoredRows(stretches);
  }

  @Override
  public String toString() {
    return "rows " + from() + " to " + to();
  }
}
