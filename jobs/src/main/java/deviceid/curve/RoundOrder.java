// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The orders in which things are timed, round by round: each round has all of them, shuffled, so
 * that no trend of the machine follows them. The same seed gives the same orders. One generator
 * serves all rounds, since generators of seeds that lie close begin alike.
 */
public final class RoundOrder<T> {

  private final List<T> all;
  private final Random random;

  public RoundOrder(List<T> all, long seed) {
    this.all = List.copyOf(all);
    this.random = new Random(seed);
  }

  /** The order of the next round. */
  public List<T> next() {
    List<T> order = new ArrayList<>(all);
    Collections.shuffle(order, random);
    return order;
  }
}
