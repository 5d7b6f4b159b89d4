// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.cli.Figures;
import deviceid.cli.RowCount;
import deviceid.curve.Quantity;
import deviceid.curve.Quantity.Interval;
import deviceid.curve.TimeModel;
import deviceid.curve.TimeModel.Crossover;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Describes a fitted line in sentences that claim no more than the runs show. */
public final class CurveSentences {

  private CurveSentences() {}

  /** Fixed cost, cost per row, and what limits them: short sentences, each with the program. */
  public static List<String> of(String program, TimeModel model) {
    List<String> sentences = new ArrayList<>();
    sentences.add("fixed cost " + known(model.intercept()) + ".");
    sentences.add("cost per row " + known(model.slope()) + ".");
    if (!model.slope().interval().isBounded()) {
      sentences.add("that takes several sizes, repeats, and times that do not fall with size.");
    } else if (!model.slope().isAboveZero()) {
      sentences.add(needed(model.moreRepeats()));
    }
    model
        .lackOfFit()
        .ifPresent(
            misses -> {
              sentences.add("a straight line does not fit, so both costs are approximate.");
              sentences.add(
                  String.format(
                      Locale.ROOT,
                      "runs of %,d rows take %s on average, the line says %s.",
                      misses.size(),
                      Figures.time(misses.mean()),
                      Figures.time(misses.fitted())));
            });
    sentences.replaceAll(sentence -> program + ": " + sentence);
    return sentences;
  }

  /** Up to which size one of two programs is the faster one. */
  public static String crossover(String one, TimeModel ones, String other, TimeModel others) {
    String both = one + " and " + other;
    Crossover crossover = ones.crossover(others);
    if (crossover instanceof Crossover.At at) {
      return both
          + " take the same time at "
          + rows(at.size())
          + " rows (95% CI "
          + rows(at.interval().low())
          + "-"
          + rows(at.interval().high())
          + ")"
          + (at.measured() ? "." : ", which is outside the measured sizes.");
    }
    if (crossover instanceof Crossover.NotIdentifiable open) {
      return both
          + ": the size at which they take the same time is not identifiable; "
          + needed(open.moreRepeats());
    }
    return both + ": one of them is faster at every size.";
  }

  /** {@code 130 ms (95% CI 100-159)}; units where they differ: {@code 900 ms-1.10 s}. */
  private static String known(Quantity quantity) {
    Interval interval = quantity.interval();
    if (!interval.isBounded()) {
      return "not identifiable";
    }
    String high = Figures.time(interval.high());
    if (!quantity.isAboveZero()) {
      return "not distinguishable from zero (95% CI 0-" + high + ")";
    }
    String value = Figures.time(quantity.estimate().orElseThrow());
    String low = Figures.time(interval.low());
    String unit = value.substring(value.lastIndexOf(' ') + 1);
    boolean alike = low.endsWith(" " + unit) && high.endsWith(" " + unit);
    String range = alike ? (low + "-" + high).replace(" " + unit, "") : low + "-" + high;
    return value + " (95% CI " + range + ")";
  }

  private static String needed(OptionalInt moreRepeats) {
    return moreRepeats.isPresent()
        ? "about "
            + Figures.counted(moreRepeats.getAsInt(), "more run")
            + " of each size (--repeats) would show it."
        : "it would take more than "
            + RowCount.format(TimeModel.MOST_MORE)
            + " more runs of each size (--repeats).";
  }

  private static String rows(double rows) {
    return RowCount.format(new BigDecimal(rows).round(new MathContext(Figures.DIGITS)).longValue());
  }
}
