// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.curve.Timing;
import java.util.List;
import java.util.Map;

/**
 * Parts that show one thing together.
 *
 * @param about what the original notebook did, and what is done here
 * @param curves outputs of {@code sample} to draw in one chart, by the name of their line
 */
record Chapter(String title, String about, List<StoryPart> parts, Map<String, String> curves) {

  /**
   * What the whole story shares.
   *
   * @param rows IDs
   * @param cores maps that the engine runs at once
   * @param local whether it is the local runner
   */
  record Setup(long rows, int cores, boolean local, Workspace work) {

    /** The number of IDs, as a command line takes it. */
    String ids() {
      return Long.toString(rows);
    }

    /** How many sizes a loop has: N, N/100, N/10,000 ... */
    int sizes() {
      return Timing.decreasingSizes(rows, 100).size();
    }
  }

  Chapter {
    parts = List.copyOf(parts);
  }

  Chapter(String title, String about, List<StoryPart> parts) {
    this(title, about, parts, Map.of());
  }

  /** All chapters, in the order of the original notebook. */
  static List<Chapter> all(Setup setup) {
    RowChapters rows = new RowChapters(setup);
    CountChapters counts = new CountChapters(setup);
    return List.of(
        rows.fetching(), rows.generating(), rows.looking(), counts.counting(), counts.sampling());
  }
}
