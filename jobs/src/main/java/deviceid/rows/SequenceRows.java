// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.rows.PartReader.DamagedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.io.IOUtils;

/**
 * The rows of a split of a sequence file of 20-byte values. As in Hadoop's own reader, a split is
 * the records from the first mark that begins in it to the first one that begins at or after its
 * end. A record is its length, that of its key (0), that of its value, and the value; where the
 * three lengths do not agree, or the file ends within a record, it is damaged.
 */
final class SequenceRows implements PartReader {

  /** Stands where a record's length would, before a mark. */
  private static final int ESCAPE = -1;

  private static final int MARK = Integer.BYTES + SequenceHeader.MARK_BYTES;

  /** A record's length, its key's, and its value's. */
  private static final int LENGTHS = 3 * Integer.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final StoredSplit split;
  private final RowVerdicts verdicts;
  private final FSDataInputStream file;
  private final SequenceHeader header;
  private final long begin;
  private final long[] positions = new long[DeviceIds.BATCH_ROWS];
  private final byte[] held = new byte[1 << 17];
  private int from;
  private int to;
  private long heldAt;
  private long rows;
  private boolean ended;

  /** Opens the file and closes it again if it is no sequence file of IDs. */
  SequenceRows(StoredSplit split, Configuration conf, RowVerdicts verdicts) throws IOException {
    this.split = split;
    this.verdicts = verdicts;
    file = split.getPath().getFileSystem(conf).open(split.getPath());
    try {
      header = SequenceHeader.read(file, split.getPath());
      heldAt = Math.max(header.end(), split.getStart());
      file.seek(heldAt);
      if (split.getStart() == 0) {
        begin = 0;
      } else {
        seekMark();
        begin = position();
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int next(byte[] buffer, int most) throws IOException {
    if (ended) {
      return -1;
    }
    int good = 0;
    long rowsBefore = rows;
    try {
      while (good / DeviceIds.ROW_BYTES + rows - rowsBefore < most && !ended) {
        good = take(buffer, good);
      }
    } catch (DamagedFileException e) {
      if (good == 0) {
        throw e; // else the next call will meet it again, when the rows before it are counted
      }
    }
    rows += good / DeviceIds.ROW_BYTES;
    return good;
  }

  @Override
  public long position() {
    return heldAt + from;
  }

  @Override
  public long position(int row) {
    return positions[row];
  }

  @Override
  public long bytes() {
    return position() - begin;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public float progress() {
    return split.progress(position() - split.getStart());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Takes a mark or a record, and returns the bytes of good rows that are there then. */
  private int take(byte[] buffer, int good) throws IOException {
    if (!has(Integer.BYTES)) {
      if (from < to) {
        throw cutOff();
      }
      ended = true;
      return good;
    }
    int length = (int) INTS.get(held, from);
    if (length == ESCAPE) {
      takeMark();
      return good;
    }
    if (!has(LENGTHS)) {
      throw cutOff();
    }
    int width = (int) INTS.get(held, from + 2 * Integer.BYTES);
    if ((int) INTS.get(held, from + Integer.BYTES) != 0
        || width < 0
        || width != length - Integer.BYTES) {
      throw new DamagedFileException(position(), "no record of a sequence file is here");
    }
    return takeValue(width, buffer, good);
  }

  private void takeMark() throws IOException {
    if (!has(MARK)) {
      throw cutOff();
    }
    if (!isMark(from)) {
      throw new DamagedFileException(position(), "the mark here is not that of the file's header");
    }
    ended = position() >= split.end();
    from += ended ? 0 : MARK;
  }

  private int takeValue(int width, byte[] buffer, int good) throws IOException {
    if (!has(LENGTHS + Math.min(width, DeviceIds.ID_BYTES))) {
      throw cutOff();
    }
    if (width != DeviceIds.ID_BYTES) {
      skipValue(width);
      return good;
    }
    positions[good / DeviceIds.ROW_BYTES] = position();
    DeviceIds.unpack(held, from + LENGTHS, buffer, good);
    from += LENGTHS + DeviceIds.ID_BYTES;
    return good + DeviceIds.ROW_BYTES;
  }

  /** Passes over a value that is no ID, of any length, and tells of it. */
  private void skipValue(int width) throws IOException {
    long position = position();
    long end = from + LENGTHS + (long) width;
    byte[] first = Arrays.copyOfRange(held, from + LENGTHS, (int) Math.min(to, end));
    if (end > to) {
      try {
        IOUtils.skipFully(file, end - to);
      } catch (EOFException e) {
        throw cutOff();
      }
    }
    heldAt += Math.max(0, end - to);
    from = (int) Math.min(end, to);
    rows++;
    verdicts.foundValue(position, width, first);
  }

  /** Moves to the first mark that begins in the split; ends it if there is none. */
  private void seekMark() throws IOException {
    while (position() < split.end() && has(MARK)) {
      if (isMark(from)) {
        return;
      }
      from++;
    }
    ended = true;
  }

  private boolean isMark(int at) {
    return (int) INTS.get(held, at) == ESCAPE && header.isMark(held, at + Integer.BYTES);
  }

  /** Whether so many bytes are held now, read on where need be; if not, the file ends before. */
  private boolean has(int bytes) throws IOException {
    if (to - from < bytes) {
      System.arraycopy(held, from, held, 0, to - from);
      heldAt += from;
      to -= from;
      from = 0;
      to += file.readNBytes(held, to, held.length - to);
    }
    return to - from >= bytes;
  }

  private DamagedFileException cutOff() {
    return new DamagedFileException(position(), "the file ends within what begins here");
  }
}
