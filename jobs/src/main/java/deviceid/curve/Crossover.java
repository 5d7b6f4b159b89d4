// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.OptionalInt;

/** The size from which on one of two programs is the faster one, or why none is named. */
public sealed interface Crossover {

  /**
   * The lines cross.
   *
   * @param size where, in rows
   * @param interval of that size, in rows, bounded
   * @param measured whether the size lies within those that both programs ran at
   */
  record At(double size, Interval interval, boolean measured) implements Crossover {}

  /** The lines cross at no possible size: one program is faster at each. */
  record Never() implements Crossover {}

  /**
   * The data do not show whether or where they cross.
   *
   * @param moreRepeats of every size, of both programs, that would show it at the present spread;
   *     empty for more than 1,000
   */
  record NotIdentifiable(OptionalInt moreRepeats) implements Crossover {}
}
