// SPDX-License-Identifier: Apache-2.0
package deviceid.input;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Ranges that partition [0, ids) in order, one for each map. Their counts differ by at most one,
 * the larger ones first; where there are more lines than IDs the last ranges are empty.
 */
public record GenerationPlan(List<IdRange> ranges) {

  /** Lines beyond which part numbers, five digits wide, would no longer sort by name. */
  public static final int MAX_LINES = 100_000;

  public GenerationPlan {
    ranges = List.copyOf(ranges);
  }

  /**
   * Spreads {@code ids} over {@code lines}.
   *
   * @throws IllegalArgumentException if ids is negative, or lines is not 1 to {@value #MAX_LINES}
   */
  public static GenerationPlan of(long ids, int lines) {
    if (ids < 0 || lines < 1 || lines > MAX_LINES) {
      throw new IllegalArgumentException(
          "a plan has 0 or more ids on 1 to " + MAX_LINES + " lines, not " + ids + " on " + lines);
    }
    long each = ids / lines;
    long larger = ids % lines;
    return new GenerationPlan(
        LongStream.range(0, lines)
            .mapToObj(i -> new IdRange(i * each + Math.min(i, larger), each + (i < larger ? 1 : 0)))
            .toList());
  }

  /** IDs of all ranges together. */
  public long ids() {
    return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).end();
  }

  /** The IDs {@code first} to {@code first + count - 1} of a seed; one line of a control file. */
  public record IdRange(long first, long count) {

    /**
     * @throws IllegalArgumentException if a number is negative or the end is beyond 2^63 - 1
     */
    public IdRange {
      if (first < 0 || count < 0 || first > Long.MAX_VALUE - count) {
        throw new IllegalArgumentException(
            "no range of IDs starts at " + first + " and counts " + count);
      }
    }

    /** The index after the last one. */
    public long end() {
      return first + count;
    }
  }
}
