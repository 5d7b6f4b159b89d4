// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;
import java.util.Map;

/**
 * Story parts on one topic.
 *
 * @param about what the original notebook did, and what is done here
 * @param curves outputs of {@code sample} to draw in one chart, by the name of their line
 */
record Chapter(String title, String about, List<StoryPart> parts, Map<String, String> curves) {

  Chapter {
    parts = List.copyOf(parts);
  }

  Chapter(String title, String about, List<StoryPart> parts) {
    this(title, about, parts, Map.of());
  }

  /** All chapters, in the order of the original notebook. */
  static List<Chapter> all(Workspace work) {
    RowChapters rows = new RowChapters(work);
    CountChapters counts = new CountChapters(work);
    return List.of(
        new Chapter(
            "Where this runs",
            "Doctor names what would keep a job from running, and the fix.",
            List.of(
                StoryPart.of("What doctor says", "WARN is no failure; FAIL is one.", "doctor"))),
        rows.fetching(),
        rows.generating(),
        rows.looking(),
        counts.counting(),
        counts.sampling());
  }
}
