// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.fetch.DelayServer.Visit;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One mode of the demo, as its job and the server saw it.
 *
 * @param expected requests that must have been at the server together; 0 where that is not known
 * @param peak requests that were
 * @param visits in the order in which they came, one or more
 */
record ModeResult(Mode mode, FetchResult result, int expected, int peak, List<Visit> visits) {

  private static final int PICTURE_COLUMNS = 60;
  private static final int MAX_PICTURE_LINES = 20;

  ModeResult {
    visits = List.copyOf(visits);
  }

  long wallNanos() {
    return result.run().wallNanos();
  }

  /**
   * From the first request's arrival to the last answer, at the server: the one clock that all maps
   * have in common, whichever process they run in.
   */
  long waitingNanos() {
    return visits.stream().mapToLong(Visit::ended).max().orElseThrow() - visits.get(0).begun();
  }

  /**
   * The requests as bars, from arrival to answer: end to end where one waits for the other, side by
   * side where they wait together.
   *
   * @param widthNanos of the picture, unless the mode took longer
   */
  String picture(long widthNanos) {
    double nanosPerColumn = Math.max(widthNanos, waitingNanos()) / (double) PICTURE_COLUMNS;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%s, %s: %.2f s", mode, mode.description, waitingNanos() / 1e9));
    for (Visit visit : visits.subList(0, Math.min(MAX_PICTURE_LINES, visits.size()))) {
      int from = (int) Math.round((visit.begun() - visits.get(0).begun()) / nanosPerColumn);
      int to = (int) Math.round((visit.ended() - visits.get(0).begun()) / nanosPerColumn);
      text.append(String.format(Locale.ROOT, "%n  %-12s|", visit.path()))
          .append(" ".repeat(from))
          .append("#".repeat(Math.max(1, to - from)));
    }
    if (visits.size() > MAX_PICTURE_LINES) {
      text.append("\n  and ").append(visits.size() - MAX_PICTURE_LINES).append(" more");
    }
    return text.toString();
  }

  static Table table(List<ModeResult> results) {
    Table table =
        new Table(
            Column.text("mode"),
            Column.count("maps"),
            Column.count("threads"),
            Column.count("at once"),
            Column.decimal("wall", "s", 2),
            Column.decimal("start-up", "s", 2),
            Column.decimal("waiting", "s", 2),
            Column.decimal("sum", "s", 1),
            Column.decimal("longest", "s", 1));
    for (ModeResult one : results) {
      Delays total = one.result.total();
      table.row(
          one.mode,
          one.result.run().maps(),
          one.result.run().count(Requests.WAITING_THREADS),
          one.peak,
          one.wallNanos() / 1e9,
          (one.wallNanos() - one.waitingNanos()) / 1e9,
          one.waitingNanos() / 1e9,
          total.sum() / 1e3,
          total.longest() / 1e3);
    }
    return table;
  }

  /** What must hold of all modes. Of times only one: async waits less than sync. */
  static List<Check> checks(List<ModeResult> results, List<Long> delays) {
    long sum = delays.stream().mapToLong(Long::longValue).sum();
    long longest = Collections.max(delays);
    List<Check> checks = new ArrayList<>();
    checks.add(
        all(
            "modes that sent each request once",
            results,
            one ->
                one.visits.size() == delays.size()
                    && one.result.run().count(Requests.REQUESTS_SENT) == delays.size()));
    checks.add(all("modes with the list's sum", results, one -> one.result.total().sum() == sum));
    checks.add(
        all(
            "modes with the list's longest delay",
            results,
            one -> one.result.total().longest() == longest));
    checks.add(
        all(
            "modes with the same sum and longest delay by a Java stream",
            results,
            one -> one.result.sumByStream() == sum && one.result.longestByStream() == longest));
    for (ModeResult one : results) {
      if (one.expected > 0) {
        checks.add(
            Check.equal(one.mode + ": most requests at once = expected", one::peak, one.expected));
      }
    }
    if (delays.size() > 1) {
      long sync = waitingNanos(Mode.SYNC, results);
      long async = waitingNanos(Mode.ASYNC, results);
      checks.add(
          new Check(
              "the shorter wait of sync and async = async's",
              () -> Math.min(sync, async),
              () -> async,
              nanos -> String.format(Locale.ROOT, "%.2f s", nanos / 1e9)));
    }
    return checks;
  }

  private static Check all(String rule, List<ModeResult> results, Predicate<ModeResult> holds) {
    return Check.equal(
        rule + " = modes", () -> results.stream().filter(holds).count(), results.size());
  }

  private static long waitingNanos(Mode mode, List<ModeResult> results) {
    return results.stream()
        .filter(one -> one.mode == mode)
        .mapToLong(ModeResult::waitingNanos)
        .findFirst()
        .orElseThrow();
  }
}
