// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.run.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What must hold of all modes. Times are shown and not judged, but for one: who waits for all at
 * once waits shorter than who waits for one after another.
 */
final class DemoChecks {

  private DemoChecks() {}

  static List<Check> of(List<Tried> tried, List<Long> delays) {
    long sum = delays.stream().mapToLong(Long::longValue).sum();
    long longest = delays.stream().mapToLong(Long::longValue).max().orElseThrow();
    List<Check> checks = new ArrayList<>();
    checks.add(
        all(
            "modes that sent each request once",
            tried,
            one ->
                one.visits().size() == delays.size()
                    && one.fetched().run().count(Requests.REQUESTS_SENT) == delays.size()));
    checks.add(
        all("modes whose sum is the list's", tried, one -> one.fetched().total().sum() == sum));
    checks.add(
        all(
            "modes whose longest is the list's",
            tried,
            one -> one.fetched().total().longest() == longest));
    checks.add(
        all(
            "modes whose sum and longest a Java stream finds too",
            tried,
            one ->
                one.fetched().sumByStream() == sum && one.fetched().longestByStream() == longest));
    for (Tried one : tried) {
      if (one.expected() > 0) {
        checks.add(
            Check.equal(
                one.mode() + ": most requests at once = expected", one::peak, one.expected()));
      }
    }
    if (delays.size() > 1) {
      LongSupplier async = () -> waiting(tried, Mode.ASYNC);
      checks.add(
          new Check(
              "the shorter wait of sync and async = that of async",
              () -> Math.min(waiting(tried, Mode.SYNC), waiting(tried, Mode.ASYNC)),
              async,
              nanos -> String.format(Locale.ROOT, "%.2f s", nanos / 1e9)));
    }
    return checks;
  }

  private static Check all(String rule, List<Tried> tried, Predicate<Tried> holds) {
    return Check.equal(rule + " = modes", () -> tried.stream().filter(holds).count(), tried.size());
  }

  private static long waiting(List<Tried> tried, Mode mode) {
    return tried.stream()
        .filter(one -> one.mode() == mode)
        .mapToLong(Tried::waitingNanos)
        .findFirst()
        .orElseThrow();
  }
}
