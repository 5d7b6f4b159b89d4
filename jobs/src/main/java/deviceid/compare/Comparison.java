// SPDX-License-Identifier: Apache-2.0
package deviceid.compare;

import deviceid.counters.Form;
import deviceid.curve.PairedRatio;
import deviceid.record.JobRecord;
import deviceid.report.Column;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the runs of all variants say: in, the variants with their runs, of which the first is what
 * the others are compared to; out, a verdict on the time of each other one, the times, and the
 * counters that differ.
 */
final class Comparison {

  private static final String DIFFER = "Counters that differ by variant";

  private final String title;
  private final List<Variant> variants;
  private final VariedCounters counters;
  private final List<String> verdicts = new ArrayList<>();

  Comparison(String title, List<Variant> variants) {
    this.title = title;
    this.variants = variants;
    this.counters = new VariedCounters(variants);
    variants.stream().skip(1).forEach(other -> verdicts.add(verdict(variants.get(0), other)));
  }

  /** The counters that must be equal and are not. */
  List<String> unequal() {
    return counters.unequal();
  }

  /** The verdicts, then what they rest on; for machines every run's time. */
  String write(Form form) {
    List<String> legend = variants.stream().map(Variant::toString).toList();
    return switch (form) {
      case CSV, JSON -> form.write(title, runs());
      case HTML -> html(legend);
      case MD ->
          form.write(title, times())
              + "\n- "
              + String.join("\n- ", legend)
              + "\n- "
              + String.join("\n- ", verdicts)
              + "\n\n"
              + (counters.isEmpty() ? "" : form.write(DIFFER, counters.table()) + "\n")
              + counters.summary();
      case TABLE ->
          String.join("\n", verdicts)
              + "\n\n"
              + String.join("\n", legend)
              + "\n\n"
              + times().text()
              + "\n\n"
              + (counters.isEmpty() ? "" : counters.table().text() + "\n\n")
              + counters.summary();
    };
  }

  private String html(List<String> legend) {
    Page page = Page.titled(title).points(verdicts).points(legend).table("Times", times());
    page.heading(DIFFER).paragraph(counters.summary());
    if (!counters.isEmpty()) {
      page.table("Medians", counters.table());
    }
    List<JobRecord> jobs = variants.stream().flatMap(v -> v.medianJob().stream()).toList();
    JobPage.addPhases(page, jobs, variants.stream().map(Variant::name).toList());
    return page.folded("Every run", runs()).html().stripTrailing();
  }

  private static String verdict(Variant first, Variant other) {
    PairedRatio ratio = other.ratioTo(first);
    String interval =
        String.format(
            Locale.ROOT,
            "95%% CI %.2f to %.2f, %d rounds",
            ratio.low(),
            ratio.high(),
            ratio.pairs());
    if (ratio.isDifferent()) {
      return String.format(
          Locale.ROOT,
          ratio.value() < 1
              ? "%s takes %.2f of %s's time (%s)"
              : "%s takes %.2f times %s's time (%s)",
          other.name(),
          ratio.value(),
          first.name(),
          interval);
    }
    return String.format(
        Locale.ROOT,
        "no difference between %s and %s can be shown (ratio %.2f, %s)%s",
        first.name(),
        other.name(),
        ratio.value(),
        interval,
        ratio.morePairs().isPresent()
            ? "; about " + ratio.morePairs().getAsInt() + " more rounds might"
            : "");
  }

  private Table times() {
    Table table =
        new Table(
            Column.text("variant"),
            Column.count("runs"),
            Column.measured("median", "s"),
            Column.measured("fastest", "s"),
            Column.measured("slowest", "s"));
    for (Variant variant : variants) {
      table.row(
          variant.name(),
          variant.nanos().size(),
          variant.median() / 1e9,
          Collections.min(variant.nanos()) / 1e9,
          Collections.max(variant.nanos()) / 1e9);
    }
    return table;
  }

  /** Every run, for machines. */
  private Table runs() {
    Table table =
        new Table(
            Column.text("variant"),
            Column.text("options"),
            Column.count("round"),
            Column.decimal("time", "s", 6));
    for (Variant variant : variants) {
      for (int i = 0; i < variant.nanos().size(); i++) {
        table.row(variant.name(), variant.options(), i + 1, variant.nanos().get(i) / 1e9);
      }
    }
    return table;
  }
}
