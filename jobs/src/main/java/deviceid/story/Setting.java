// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.cli.RowCount;
import deviceid.curve.SampleSizes;
import java.util.List;
import java.util.function.Function;

/**
 * What a story is told with.
 *
 * @param rows IDs
 * @param cores maps that the engine runs at once
 * @param local whether it is the local runner
 */
record Setting(long rows, int cores, boolean local, Workspace work) {

  /** Sizes in a table of the loop in memory: packed beside strings, which may not fit. */
  static final Function<Ran, Long> LOOP = ran -> ran.lines("^ *[0-9,]+ +[0-9.,]+ +([0-9.,]+|-)$");

  /** The number of IDs, as a command line takes it. */
  String ids() {
    return Long.toString(rows);
  }

  /** The sizes of the loop: N, N/100, N/10,000 ... */
  List<Long> sizes() {
    return SampleSizes.decreasing(rows, 100);
  }

  /** The number of IDs after some words, as programs print it. */
  static Function<Ran, String> number(String before) {
    return ran -> ran.find(before + " *([0-9]+(?:,[0-9]{3})*)");
  }

  /** A part whose program judges itself, as nearly all do. */
  Part checked(String title, String told, String... command) {
    return Part.of(title, told, command)
        .expect(
            "checks that passed",
            ran -> Math.max(1, ran.lines("^check ")),
            ran -> ran.lines("^check .*PASS$"));
  }

  String shown() {
    return RowCount.format(rows);
  }
}
