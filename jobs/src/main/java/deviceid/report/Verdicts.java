// SPDX-License-Identifier: Apache-2.0
package deviceid.report;

import deviceid.cli.Figures;
import deviceid.cli.RowCount;
import deviceid.curve.Crossover;
import deviceid.curve.MoreRepeats;
import deviceid.curve.Quantity;
import deviceid.curve.TimeModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a fitted line says, in sentences, and that it says nothing where it does. */
public final class Verdicts {

  private static final int DIGITS = 3;

  private Verdicts() {}

  /** What any size costs, what a row adds, and where the line misses the runs. */
  public static List<String> of(String program, TimeModel model) {
    List<String> verdicts = new ArrayList<>();
    verdicts.add(program + ": " + fixed(model.intercept()) + "; " + added(model) + ".");
    model
        .misfit()
        .ifPresent(
            misfit ->
                verdicts.add(
                    program
                        + ": a straight line does not describe these runs. At "
                        + RowCount.format(misfit.size())
                        + " rows they take "
                        + Figures.time(misfit.mean())
                        + " on average and the line says "
                        + Figures.time(misfit.fitted())
                        + ": read a and b with that in mind."));
    return verdicts;
  }

  /** Which of two programs is faster up to which size. */
  public static String crossover(String one, TimeModel ones, String other, TimeModel others) {
    String both = one + " and " + other;
    Crossover crossover = ones.crossover(others);
    if (crossover instanceof Crossover.At at) {
      return both
          + " take the same time at about "
          + rows(at.size())
          + " (95% interval "
          + rows(at.interval().low())
          + " to "
          + rows(at.interval().high())
          + ")"
          + (at.measured() ? "." : ", outside the sizes that were run: the lines are continued.");
    }
    if (crossover instanceof Crossover.NotIdentifiable open) {
      return both
          + ": the size at which they take the same time is not identifiable from these data, "
          + needed(open.moreRepeats())
          + ".";
    }
    return both + ": one of them is faster at every size.";
  }

  private static String fixed(Quantity a) {
    if (!a.interval().isBounded()) {
      return "a time that is there for any size is not identifiable from these data";
    }
    return a.isAboveZero()
        ? spread(a) + " are there for any size"
        : "a time that is there for any size is not distinguishable from 0" + limit(a, "");
  }

  private static String added(TimeModel model) {
    Quantity b = model.slope();
    if (!b.interval().isBounded()) {
      return "what a row adds is not identifiable from these data, which takes several sizes,"
          + " repeats of each, and times that do not fall with size";
    }
    return b.isAboveZero()
        ? "each row adds " + spread(b)
        : "what a row adds is not distinguishable from 0"
            + limit(b, " a row")
            + ": not identifiable from these data, "
            + needed(model.moreRepeats());
  }

  private static String spread(Quantity quantity) {
    return Figures.time(quantity.estimate().orElseThrow())
        + " (95% interval "
        + Figures.time(quantity.interval().low())
        + " to "
        + Figures.time(quantity.interval().high())
        + ")";
  }

  private static String limit(Quantity quantity, String unit) {
    return " (95% interval 0"
        + (quantity.interval().cut() ? ", where it is cut," : "")
        + " to "
        + Figures.time(quantity.interval().high())
        + unit
        + ")";
  }

  private static String needed(OptionalInt moreRepeats) {
    return moreRepeats.isPresent()
        ? "about " + moreRepeats.getAsInt() + " more runs of each size needed at this spread"
        : "more than " + RowCount.format(MoreRepeats.MOST) + " more runs of each size needed";
  }

  private static String rows(double rows) {
    return RowCount.format(new BigDecimal(rows).round(new MathContext(DIGITS)).longValue())
        + " rows";
  }
}
