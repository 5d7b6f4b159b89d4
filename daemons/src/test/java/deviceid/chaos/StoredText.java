// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.input.DeviceIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.io.SequenceFile;

/** A sequence file as the text of its IDs, read by Hadoop's own reader. */
final class StoredText extends InputStream {

  private final SequenceFile.Reader file;
  private final BytesWritable id = new BytesWritable();
  private final byte[] row = new byte[DeviceIds.ROW_BYTES];
  private int at = row.length;

  StoredText(Configuration conf, Path path) throws IOException {
    file = new SequenceFile.Reader(conf, SequenceFile.Reader.file(path));
  }

  /** The parts of a folder, one after another; sequence files as the text of their IDs. */
  static InputStream open(FileSystem fs, Path folder) throws IOException {
    List<InputStream> parts = new ArrayList<>();
    for (FileStatus part : fs.globStatus(new Path(folder, "part-*"))) {
      FSDataInputStream in = fs.open(part.getPath());
      if (in.read() == 'S') { // SEQ
        in.close();
        parts.add(new StoredText(fs.getConf(), part.getPath()));
      } else {
        in.seek(0);
        parts.add(in);
      }
    }
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] to, int offset, int most) throws IOException {
    if (at == row.length) {
      if (!file.next(NullWritable.get(), id)) {
        return -1;
      }
      DeviceIds.unpack(id.copyBytes(), 0, row, 0);
      at = 0;
    }
    int taken = Math.min(most, row.length - at);
    System.arraycopy(row, at, to, offset, taken);
    at += taken;
    return taken;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
