// SPDX-License-Identifier: Apache-2.0
package deviceid.curve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * A line that misses its runs by more than they spread: the time does not grow as a + b n, and its
 * a and b are to be read with that in mind. Found by the F test for lack of fit (Draper and Smith
 * 1998, 2.1) at 1%, on relative times; it takes three sizes and repeats.
 *
 * @param size at which the line is, relative to it, farthest from the mean of the runs
 * @param mean of the runs of that size, nanoseconds
 * @param fitted the line's time there, nanoseconds
 */
public record Misfit(long size, double mean, double fitted) {

  private static final double LEVEL = 0.99;
  private static final double SMALLEST_RELATIVE_VARIANCE = 1e-18; // beyond a double's digits

  static Optional<Misfit> of(List<Timing> runs, Line line) {
    Map<Long, List<Integer>> bySize = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      bySize.computeIfAbsent(runs.get(i).size(), size -> new ArrayList<>()).add(i);
    }
    int ofLine = bySize.size() - 2;
    int ofRuns = runs.size() - bySize.size();
    if (ofLine == 0 || ofRuns == 0) {
      return Optional.empty();
    }
    double missed = 0;
    double spread = 0;
    double farthest = 0;
    long where = 0;
    for (Map.Entry<Long, List<Integer>> group : bySize.entrySet()) {
      double mean = group.getValue().stream().mapToDouble(line::residual).average().orElseThrow();
      missed += group.getValue().size() * mean * mean;
      spread +=
          group.getValue().stream()
              .mapToDouble(run -> Math.pow(line.residual(run) - mean, 2))
              .sum();
      if (Math.abs(mean) > farthest) {
        farthest = Math.abs(mean);
        where = group.getKey();
      }
    }
    double ratio = missed / ofLine / Math.max(spread / ofRuns, SMALLEST_RELATIVE_VARIANCE);
    return ratio > new FDistribution(null, ofLine, ofRuns).inverseCumulativeProbability(LEVEL)
        ? Optional.of(at(where, runs, line))
        : Optional.empty();
  }

  private static Misfit at(long size, List<Timing> runs, Line line) {
    double mean =
        runs.stream()
            .filter(run -> run.size() == size)
            .mapToDouble(Timing::nanos)
            .average()
            .orElseThrow();
    return new Misfit(size, mean, Math.max(0, line.at((double) size).value()));
  }
}
