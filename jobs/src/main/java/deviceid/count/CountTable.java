// SPDX-License-Identifier: Apache-2.0
package deviceid.count;

import deviceid.cli.RowCount;
import deviceid.report.TextTable;
import java.util.Collections;
import java.util.Locale;
import org.apache.commons.math3.special.Gamma;

/** Counts by first character as a table with shares and bars, and how uniform they are. */
final class CountTable {

  private static final int BAR_CHARACTERS = 32;

  private CountTable() {}

  static String of(FirstCharacterCounts result) {
    long most = Math.max(1, Collections.max(result.counts()));
    TextTable table = new TextTable("<first", "ids", "share", "<");
    for (int i = 0; i < result.counts().size(); i++) {
      long count = result.counts().get(i);
      table.row(
          FirstCharacterCounts.CHARACTERS.substring(i, i + 1),
          RowCount.format(count),
          share(count, result.total()),
          "#".repeat(Math.toIntExact(Math.round(BAR_CHARACTERS * (count / (double) most)))));
    }
    table.row("total", RowCount.format(result.total()), share(result.total(), result.total()), "");
    return table + "\n" + uniformity(result);
  }

  private static String uniformity(FirstCharacterCounts result) {
    if (result.total() == 0) {
      return "the input holds no ids";
    }
    int degrees = FirstCharacterCounts.CHARACTERS.length() - 1;
    double p = Gamma.regularizedGammaQ(degrees / 2.0, result.chiSquared() / 2); // the upper tail
    return String.format(
        Locale.ROOT,
        "chi-squared against equal shares: %.2f with %d degrees of freedom, p = %.3g",
        result.chiSquared(),
        degrees,
        p);
  }

  private static String share(long count, long total) {
    return total == 0 ? "-" : String.format(Locale.ROOT, "%.3f%%", 100.0 * count / total);
  }
}
