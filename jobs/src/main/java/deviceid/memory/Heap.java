// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import static deviceid.cli.RowCount.format;

import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import java.util.Locale;

/** Whether rows fit into what is left of the heap, asked before anything is made. */
final class Heap {

  /** The collector needs room to move in; a heap that is full to the brim only collects. */
  private static final double USABLE = 0.8;

  private Heap() {}

  static boolean holds(long rows, int bytesPerRow) {
    return rows * (double) bytesPerRow <= USABLE * left();
  }

  /**
   * @throws ProgramException if the rows do not fit
   */
  static void require(long rows, int bytesPerRow) {
    if (!holds(rows, bytesPerRow)) {
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
}
