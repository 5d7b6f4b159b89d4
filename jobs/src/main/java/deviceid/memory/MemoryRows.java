// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import static deviceid.cli.RowCount.format;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.count.FirstCharacterCounts;
import deviceid.input.RankPermutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows held in memory, and what is done with them there. Whether they fit into what is left of the
 * heap is asked before anything is made.
 */
interface MemoryRows {

  /** The collector needs room to move in; a heap that is full to the brim only collects. */
  double USABLE = 0.8;

  long rows();

  /** The sample of the rows whose rank is below {@code size}, copied. */
  MemoryRows sample(RankPermutation ranks, long size);

  FirstCharacterCounts count();

  /** Whether rows fit into what is left of the heap. */
  static boolean haveRoom(long rows, int bytesPerRow) {
    return rows * (double) bytesPerRow <= USABLE * left();
  }

  /**
   * @throws ProgramException if the rows do not fit
   */
  static void requireRoom(long rows, int bytesPerRow) {
    if (!haveRoom(rows, bytesPerRow)) {
      throw new ProgramException(ExitCode.NOT_READY, need("packed", rows, bytesPerRow));
    }
  }

  /** What rows take and what there is. */
  static String need(String form, long rows, int bytesPerRow) {
    return String.format(
        Locale.ROOT,
        "%s rows %s take %,.0f MB and %,.0f MB of heap are usable: set HADOOP_CLIENT_OPTS=-Xmx...",
        format(rows),
        form,
        rows * (double) bytesPerRow / 1e6,
        USABLE * left() / 1e6);
  }

  private static long left() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - (jvm.totalMemory() - jvm.freeMemory());
  }

  /** Rows as most programs would hold them: a list of strings. */
  record StringRows(List<String> ids) implements MemoryRows {

    /** Bytes a row of 40 Latin characters: 24 of a string, 56 of its array, 4 of its place. */
    static final int BYTES = 84;

    static StringRows of(PackedRows rows) {
      List<String> ids = new ArrayList<>(Math.toIntExact(rows.rows()));
      for (long row = 0; row < rows.rows(); row++) {
        ids.add(rows.id(row));
      }
      return new StringRows(ids);
    }

    @Override
    public long rows() {
      return ids.size();
    }

    @Override
    public StringRows sample(RankPermutation ranks, long size) {
      List<String> sample = new ArrayList<>(Math.toIntExact(size));
      for (long rank = 0; rank < size; rank++) {
        sample.add(ids.get((int) ranks.row(rank)));
      }
      return new StringRows(sample);
    }

    @Override
    public FirstCharacterCounts count() {
      long[] tallies = new long[16];
      for (String id : ids) {
        tallies[Character.digit(id.charAt(0), 16)]++;
      }
      return new FirstCharacterCounts(Arrays.stream(tallies).boxed().toList());
    }
  }
}
