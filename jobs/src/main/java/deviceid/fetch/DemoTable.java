// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.report.Column;
import deviceid.report.Table;
import java.util.List;

/** All modes on one screen. */
final class DemoTable {

  private DemoTable() {}

  /**
   * @param threads of mode threads
   */
  static Table of(List<Tried> tried, int threads) {
    Table table =
        new Table(
            Column.text("mode"),
            Column.text("requests"),
            Column.count("maps"),
            Column.count("threads"),
            Column.count("at once"),
            Column.decimal("wall", "s", 2),
            Column.decimal("start-up", "s", 2),
            Column.decimal("waiting", "s", 2),
            Column.decimal("sum", "s", 1),
            Column.decimal("longest", "s", 1));
    for (Tried one : tried) {
      Delays total = one.fetched().total();
      table.row(
          one.mode(),
          how(one.mode(), threads),
          one.fetched().run().maps(),
          one.fetched().run().count(Requests.WAITING_THREADS),
          one.peak(),
          one.wallNanos() / 1e9,
          (one.wallNanos() - one.waitingNanos()) / 1e9,
          one.waitingNanos() / 1e9,
          total.sum() / 1e3,
          total.longest() / 1e3);
    }
    if (!VirtualThreads.exist()) {
      table.row(
          Mode.VIRTUAL, VirtualThreads.absence(), null, null, null, null, null, null, null, null);
    }
    return table;
  }

  private static String how(Mode mode, int threads) {
    return switch (mode) {
      case SYNC -> "one after another";
      case THREADS -> "MultithreadedMapper of " + threads;
      case ASYNC -> "sendAsync and allOf";
      case MAPS -> "a map each";
      case VIRTUAL -> "a virtual thread each";
    };
  }
}
