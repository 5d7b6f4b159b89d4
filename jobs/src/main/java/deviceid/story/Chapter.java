// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import java.util.List;
import java.util.Map;

/**
 * Parts that tell one thing together.
 *
 * @param told what the notebook made of it, and what is made of it here
 * @param curves outputs of sampling drivers to draw in one picture, by the name of their line
 */
record Chapter(String title, String told, List<Part> parts, Map<String, String> curves) {

  Chapter {
    parts = List.copyOf(parts);
  }

  Chapter(String title, String told, List<Part> parts) {
    this(title, told, parts, Map.of());
  }

  /** All of them, in the order of the notebook. */
  static List<Chapter> all(Setting with) {
    return List.of(
        Waiting.chapter(with),
        Generating.chapter(with),
        Looking.chapter(with),
        Counting.chapter(with),
        Sampling.chapter(with));
  }
}
