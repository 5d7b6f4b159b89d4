// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.input.DeviceIds;
import deviceid.rows.InputFile;
import deviceid.rows.InputFiles;
import deviceid.sample.SampleSplit.RowSequence.Piece;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.apache.hadoop.mapreduce.InputSplit;

/** Rows that follow each other, in one or several files, from which a map takes its sample. */
final class SampleSplit extends InputSplit implements Writable {

  private RowSequence rows;
  private boolean sparse;
  private boolean positioned;
  private long bytes;
  private String[] hosts;

  /** For the framework, which fills it with {@link #readFields}. */
  SampleSplit() {
    this(new RowSequence(List.of()), false, false, 0);
  }

  /**
   * @param sparse whether each row is taken for itself, and not with all that lies between
   * @param positioned whether that is a positioned read, and not a seek and a read
   * @param bytes that a map will take of these rows, about
   */
  SampleSplit(RowSequence rows, boolean sparse, boolean positioned, long bytes, String... hosts) {
    this.rows = rows;
    this.sparse = sparse;
    this.positioned = positioned;
    this.bytes = bytes;
    this.hosts = hosts;
  }

  List<Piece> pieces() {
    return rows.pieces();
  }

  boolean isSparse() {
    return sparse;
  }

  boolean isPositioned() {
    return positioned;
  }

  long from() {
    return pieces().get(0).first();
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
    out.writeBoolean(sparse);
    out.writeBoolean(positioned);
    out.writeLong(bytes);
    WritableUtils.writeStringArray(out, hosts);
    out.writeInt(pieces().size());
    for (Piece piece : pieces()) {
      Text.writeString(out, piece.file().toString());
      out.writeLong(piece.first());
      out.writeLong(piece.rows());
      out.writeLong(piece.fileRow());
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    sparse = in.readBoolean();
    positioned = in.readBoolean();
    bytes = in.readLong();
    hosts = WritableUtils.readStringArray(in);
    int count = in.readInt();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = new Path(Text.readString(in));
      pieces.add(new Piece(file, in.readLong(), in.readLong(), in.readLong()));
    }
    rows = new RowSequence(pieces);
  }

  @Override
  public String toString() {
    return "rows " + from() + " to " + to();
  }

  /**
   * Fixed-width files as one sequence of rows, in the order of their names.
   *
   * @param pieces one a file that has rows, each beginning where the one before ends
   */
  record RowSequence(List<Piece> pieces) {

    /**
     * Rows that follow each other in a file.
     *
     * @param first the index, in the whole sequence, of the piece's first row
     * @param rows how many rows
     * @param fileRow which row of its file the first one is
     */
    record Piece(Path file, long first, long rows, long fileRow) {
      long end() {
        return first + rows;
      }

      /** The position in the file of a row of the sequence. */
      long position(long row) {
        return (row - first + fileRow) * DeviceIds.ROW_BYTES;
      }

      /** The part of this piece in [from, to). */
      Piece within(long from, long to) {
        long begin = Math.max(first, from);
        return new Piece(file, begin, Math.min(end(), to) - begin, fileRow + begin - first);
      }
    }

    RowSequence {
      pieces = List.copyOf(pieces);
    }

    /** The rows of files of fixed width; a missing last newline is accepted. */
    static RowSequence of(InputFiles files) {
      List<Piece> pieces = new ArrayList<>();
      long first = 0;
      for (InputFile file : files.files()) {
        long rows = file.rows();
        if (rows > 0) {
          pieces.add(new Piece(file.path(), first, rows, 0));
        }
        first += rows;
      }
      return new RowSequence(pieces);
    }

    /** Rows of all files. */
    long rows() {
      return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
    }

    /** The pieces that cover [from, to). */
    RowSequence within(long from, long to) {
      return new RowSequence(
          pieces.stream()
              .filter(piece -> piece.first() < to && piece.end() > from)
              .map(piece -> piece.within(from, to))
              .toList());
    }
  }
}
