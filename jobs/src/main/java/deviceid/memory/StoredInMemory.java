// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import static deviceid.cli.RowCount.format;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.rows.RowVerdicts;
import deviceid.rows.StoredRowReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.hadoop.conf.Configuration;

/** Stored rows, read into memory by the reader that a job's maps use. */
public final class StoredInMemory {

  private StoredInMemory() {}

  /** The loop over stored rows; empty if they do not fit into the heap. */
  public static Optional<Loop> loop(
      InputFiles files, Configuration conf, List<Long> sizes, int repeats, long seed)
      throws IOException, InterruptedException {
    return Heap.holds(files.rows(), PackedRows.BYTES)
        ? Optional.of(Loop.run(read(files, conf), sizes, repeats, seed))
        : Optional.empty();
  }

  /**
   * @throws ProgramException if a row is bad or a file has not the bytes of whole rows
   */
  static PackedRows read(InputFiles files, Configuration conf)
      throws IOException, InterruptedException {
    Optional<String> why = files.whyNotFixedWidth();
    if (why.isPresent()) {
      throw ProgramException.wrongUse(
          "input " + why.get() + ": how much memory it takes is not known");
    }
    PackedRows rows = new PackedRows(files.rows());
    long[] next = {0};
    ToLongFunction<Ids> counters =
        StoredRowReader.read(
            files.root(),
            conf,
            batch -> {
              if (next[0] + batch.rows() <= rows.rows()) {
                rows.pack(next[0], batch.getBytes(), batch.rows());
              }
              next[0] += batch.rows();
            });
    long bad = RowVerdicts.badRows(counters);
    if (bad > 0 || next[0] != rows.rows()) {
      throw new ProgramException(
          ExitCode.BAD_ROWS,
          "input "
              + files.root()
              + " holds "
              + format(bad)
              + " bad rows and "
              + format(next[0])
              + " good ones where its bytes are those of "
              + format(rows.rows())
              + "; count shows the first of them");
    }
    return rows;
  }
}
