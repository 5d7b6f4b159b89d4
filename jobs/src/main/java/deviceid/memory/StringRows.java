// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.FirstCharacterCounts;
import deviceid.input.RankPermutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MemoryRows as most programs would hold them: a list of strings. */
final class StringRows implements MemoryRows {

  /** Bytes a row of 40 Latin characters: 24 of a string, 56 of its array, 4 of its place. */
  static final int BYTES = 84;

  private final List<String> ids;

  private StringRows(List<String> ids) {
    this.ids = ids;
  }

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
