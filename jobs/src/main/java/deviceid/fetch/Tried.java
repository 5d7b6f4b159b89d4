// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.fetch.DelayServer.Visit;
import java.util.List;
import java.util.Locale;

/**
 * One mode of the demonstration, as its job and the server saw it.
 *
 * @param expected requests that must have been at the server together; 0 where that is not known
 * @param peak as many as were
 * @param visits in the order of their coming, one or more
 */
record Tried(Mode mode, Fetched fetched, int expected, int peak, List<Visit> visits) {

  Tried {
    visits = List.copyOf(visits);
  }

  long wallNanos() {
    return fetched.run().wallNanos();
  }

  /**
   * From the coming of the first request to the last answer. It is taken at the server, the one
   * clock that all maps have in common, whichever process they run in.
   */
  long waitingNanos() {
    return visits.stream().mapToLong(Visit::ended).max().orElseThrow() - visits.get(0).begun();
  }

  /**
   * The requests as bars, under the mode and its waiting.
   *
   * @param widthNanos of the picture, but for a mode that took longer
   */
  String picture(long widthNanos) {
    return String.format(Locale.ROOT, "%s: %.2f s%n", mode, waitingNanos() / 1e9)
        + Gantt.of(visits, Math.max(widthNanos, waitingNanos()));
  }
}
