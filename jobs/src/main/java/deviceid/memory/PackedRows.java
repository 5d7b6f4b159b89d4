// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.FirstCharacterCounts;
import deviceid.input.DeviceIds;
import deviceid.input.RankPermutation;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as their 20 bytes, one after another: the most that fits into a heap without a second pass.
 * In chunks of a million rows, since an array ends at 2 GB.
 */
final class PackedRows implements MemoryRows {

  /** Bytes a row. */
  static final int BYTES = DeviceIds.ID_BYTES;

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;

  private final byte[][] chunks;
  private final long rows;

  /** Room for {@code rows} rows, all of them still 0. */
  PackedRows(long rows) {
    this(new byte[chunks(rows)][], rows);
    for (int i = 0; i < chunks.length; i++) {
      long left = rows - ((long) i << CHUNK_BITS);
      chunks[i] = new byte[(int) Math.min(left, CHUNK_ROWS) * BYTES];
    }
  }

  private PackedRows(byte[][] chunks, long rows) {
    this.chunks = chunks;
    this.rows = rows;
  }

  private static int chunks(long rows) {
    return Math.toIntExact((rows + CHUNK_ROWS - 1) >>> CHUNK_BITS);
  }

  /** Packs rows of which it is not known how many will come. */
  private static final class Builder {
    private final List<byte[]> chunks = new ArrayList<>();
    private long rows;

    /**
     * Adds {@code count} rows of text, which begin at {@code buffer[0]}.
     *
     * @throws deviceid.cli.ProgramException if the heap has no room for more
     */
    void add(byte[] buffer, int count) {
      for (int i = 0; i < count; i++, rows++) {
        if (rows >>> CHUNK_BITS == chunks.size()) {
          MemoryRows.requireRoom(CHUNK_ROWS, BYTES);
          chunks.add(new byte[CHUNK_ROWS * BYTES]);
        }
        DeviceIds.pack(buffer, i * DeviceIds.ROW_BYTES, chunks.get(chunks.size() - 1), place(rows));
      }
    }

    PackedRows build() {
      int last = chunks.size() - 1;
      if (last >= 0) {
        int used = place(rows) == 0 ? CHUNK_ROWS * BYTES : place(rows);
        chunks.set(last, Arrays.copyOf(chunks.get(last), used));
      }
      return new PackedRows(chunks.toArray(byte[][]::new), rows);
    }
  }

  /**
   * Reads and judges stored rows, with the reader that a job's maps use.
   *
   * @throws deviceid.cli.ProgramException if bad rows are over the limit, or the rows do not fit
   *     into the heap
   */
  static PackedRows read(StoredRows stored) throws IOException, InterruptedException {
    Builder rows = new Builder();
    stored.read(batch -> rows.add(batch.getBytes(), batch.rows()));
    return rows.build();
  }

  /** Packs {@code count} rows of text, which begin at {@code buffer[0]}, as rows first and on. */
  void pack(long first, byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      DeviceIds.pack(buffer, i * DeviceIds.ROW_BYTES, chunk(first + i), place(first + i));
    }
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public PackedRows sample(RankPermutation ranks, long size) {
    PackedRows sample = new PackedRows(size);
    for (long rank = 0; rank < size; rank++) {
      long row = ranks.row(rank);
      System.arraycopy(chunk(row), place(row), sample.chunk(rank), place(rank), BYTES);
    }
    return sample;
  }

  @Override
  public FirstCharacterCounts count() {
    long[] tallies = new long[16];
    for (byte[] chunk : chunks) {
      for (int at = 0; at < chunk.length; at += BYTES) {
        tallies[chunk[at] >> 4 & 0xf]++;
      }
    }
    return new FirstCharacterCounts(Arrays.stream(tallies).boxed().toList());
  }

  /** The ID of a row as text. */
  String id(long row) {
    return DeviceIds.text(chunk(row), place(row));
  }

  private byte[] chunk(long row) {
    return chunks[(int) (row >>> CHUNK_BITS)];
  }

  private static int place(long row) {
    return (int) (row & (CHUNK_ROWS - 1)) * BYTES;
  }
}
