// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.ArrayList;
import java.util.List;

/** The sizes at which a count is repeated: N, N/ratio, N/ratio^2 ... while the size is above 1. */
public final class SampleSizes {

  private SampleSizes() {}

  /**
   * @return the sizes in decreasing order, by integer division; for N of 0 or 1 only N itself
   * @throws IllegalArgumentException if the ratio is below 2, or N is negative
   */
  public static List<Long> decreasing(long rows, long ratio) {
    if (ratio < 2 || rows < 0) {
      throw new IllegalArgumentException(
          "sizes decrease from 0 or more rows by a ratio of 2 or more, not "
              + rows
              + " by "
              + ratio);
    }
    List<Long> sizes = new ArrayList<>(List.of(rows));
    for (long size = rows / ratio; size > 1; size /= ratio) {
      sizes.add(size);
    }
    return List.copyOf(sizes);
  }
}
