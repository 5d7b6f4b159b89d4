// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.OptionalInt;
import java.util.function.DoublePredicate;

/** How many further repeats of every size would show what the present ones leave open. */
public final class MoreRepeats {

  /** Beyond this "more than" is said. */
  public static final int MOST = 1_000;

  private MoreRepeats() {}

  /**
   * @param repeats runs a size now
   * @param enough whether so many times the present runs would do; once they do, more do too
   */
  static OptionalInt fewest(double repeats, DoublePredicate enough) {
    int tooFew = -1;
    int plenty = MOST + 1;
    while (plenty - tooFew > 1) {
      int middle = (tooFew + plenty) >>> 1;
      if (enough.test((repeats + middle) / repeats)) {
        plenty = middle;
      } else {
        tooFew = middle;
      }
    }
    return plenty > MOST ? OptionalInt.empty() : OptionalInt.of(plenty);
  }
}
