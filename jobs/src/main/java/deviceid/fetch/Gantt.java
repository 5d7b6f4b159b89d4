// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.fetch.DelayServer.Visit;
import java.util.List;
import java.util.Locale;

/**
 * Requests as bars under each other, from their coming to their answer: end to end where one waits
 * for the other, side by side where they wait together.
 */
final class Gantt {

  private static final int WIDTH = 60;
  private static final int MOST_LINES = 20;

  private Gantt() {}

  /**
   * @param visits in the order of their coming, one or more
   * @param nanos of the whole width
   */
  static String of(List<Visit> visits, long nanos) {
    long origin = visits.get(0).begun();
    StringBuilder text = new StringBuilder();
    for (Visit visit : visits.subList(0, Math.min(MOST_LINES, visits.size()))) {
      int from = column(visit.begun() - origin, nanos);
      int to = Math.max(from + 1, column(visit.ended() - origin, nanos));
      text.append(String.format(Locale.ROOT, "  %-12s|", visit.path()))
          .append(" ".repeat(from))
          .append("#".repeat(to - from))
          .append('\n');
    }
    if (visits.size() > MOST_LINES) {
      text.append("  and ").append(visits.size() - MOST_LINES).append(" more\n");
    }
    return text.toString().stripTrailing();
  }

  private static int column(long nanos, long whole) {
    return Math.toIntExact(Math.round(WIDTH * (nanos / (double) whole)));
  }
}
