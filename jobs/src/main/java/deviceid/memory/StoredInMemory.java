// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.cli.ProgramException;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Stored rows, read into memory by the reader that a job's maps use. */
public final class StoredInMemory {

  private StoredInMemory() {}

  /** The loop over stored rows; empty if they do not fit into the heap. */
  public static Optional<Loop> loop(StoredRows stored, List<Long> sizes, LoopOptions options)
      throws IOException, InterruptedException {
    return Heap.holds(stored.files().rows(), PackedRows.BYTES)
        ? Optional.of(Loop.run(read(stored), sizes, options.repeats, options.seed))
        : Optional.empty();
  }

  /**
   * Reads and judges all rows.
   *
   * @throws ProgramException if bad rows are over the limit, or the rows do not fit into the heap
   */
  static PackedRows read(StoredRows stored) throws IOException, InterruptedException {
    PackedRows.Builder rows = new PackedRows.Builder();
    stored.read(batch -> rows.add(batch.getBytes(), batch.rows()));
    return rows.build();
  }
}
