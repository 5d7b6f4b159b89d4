// SPDX-License-Identifier: Apache-2.0
package deviceid.counters;

import deviceid.cli.Figures;
import deviceid.curve.TimeRatio;
import deviceid.record.JobRecord;
import deviceid.report.Column;
import deviceid.report.JobCounters;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import deviceid.report.TextTable;
import deviceid.run.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;

/**
 * Compares the runs of all variants with those of the first: in, the variants with their runs; out,
 * a verdict on the time of each other variant, the times, and the counters and settings that
 * differ.
 */
public final class Comparison {

  private static final String DIFFER = "Counters that differ by variant";
  private static final String SETTINGS = "Settings that differ";
  private static final double PRECISE = 0.05;

  private final String title;
  private final List<Variant> variants;
  private final boolean paired;
  private final VariedCounters counters;
  private final Table settings;
  private final List<String> verdicts = new ArrayList<>();

  /**
   * @param paired whether the i-th runs of all variants are of one round
   */
  public Comparison(String title, List<Variant> variants, boolean paired) {
    this.title = title;
    this.variants = variants;
    this.paired = paired;
    this.counters = new VariedCounters(variants);
    this.settings = // variants of a command line say theirs themselves
        Comparability.settings(paired ? List.of() : jobs(), paired ? List.of() : names());
    variants.stream().skip(1).forEach(other -> verdicts.add(verdict(other)));
    if (!paired) {
      verdicts.add("Runs were made apart, so what else ran then may be part of the difference.");
    }
    variants.stream().filter(Comparison::isMixed).forEach(one -> verdicts.add(mixed(one)));
  }

  /** Whether each ratio is known to 5%. */
  public static boolean isPrecise(List<Variant> variants) {
    List<Long> base = variants.get(0).nanos();
    return variants.stream()
        .skip(1)
        .allMatch(other -> TimeRatio.paired(base, other.nanos()).precision() <= PRECISE);
  }

  /** The counters that must be equal and are not. */
  public List<String> unequal() {
    return counters.unequal();
  }

  /** The verdicts, then what they rest on; for machines every run's time. */
  public String write(TableFormat format, Session session) {
    List<String> legend = variants.stream().map(Variant::toString).toList();
    return switch (format) {
      case CSV, JSON -> format.write(title, runs(), session);
      case HTML -> html(legend, session);
      case MD ->
          format.write(title, times(), session)
              + "\n- "
              + String.join("\n- ", legend)
              + "\n- "
              + String.join("\n- ", verdicts)
              + "\n\n"
              + (counters.isEmpty() ? "" : format.write(DIFFER, counters.table(), session) + "\n")
              + (settings.isEmpty() ? "" : format.write(SETTINGS, settings, session) + "\n")
              + counters.summary();
      case TABLE ->
          verdicts.stream()
                  .map(line -> WordUtils.wrap(line, TextTable.WIDTH))
                  .collect(Collectors.joining("\n"))
              + "\n\n"
              + String.join("\n", legend)
              + "\n\n"
              + times().text()
              + "\n\n"
              + (counters.isEmpty() ? "" : counters.table().text() + "\n\n")
              + (settings.isEmpty() ? "" : settings.text() + "\n\n")
              + counters.summary();
    };
  }

  private String html(List<String> legend, Session session) {
    Page page = JobPage.titled(title, String.join(". ", verdicts), session);
    page.points(legend).table("Times", times());
    page.heading(DIFFER).paragraph(counters.summary());
    if (!counters.isEmpty()) {
      page.table("Medians", counters.table());
    }
    if (!settings.isEmpty()) {
      page.table(SETTINGS, settings);
    }
    JobPage.addPhases(page, jobs(), names());
    return page.folded("Every run", runs()).html().stripTrailing();
  }

  /** Of each variant that ran jobs that of the median run. */
  private List<JobRecord> jobs() {
    return variants.stream().flatMap(variant -> variant.medianJob().stream()).toList();
  }

  private List<String> names() {
    return variants.stream().map(Variant::name).toList();
  }

  private String verdict(Variant other) {
    Variant first = variants.get(0);
    TimeRatio ratio =
        paired
            ? TimeRatio.paired(first.nanos(), other.nanos())
            : TimeRatio.unpaired(first.nanos(), other.nanos());
    String interval =
        String.format(
            Locale.ROOT,
            "95%% CI %.2f to %.2f, %s",
            ratio.low(),
            ratio.high(),
            paired
                ? Figures.counted(first.nanos().size(), "round")
                : first.nanos().size() + " and " + other.nanos().size() + " runs");
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
    String more = paired ? "more round" : "more run";
    return String.format(
        Locale.ROOT,
        "no difference between %s and %s can be shown (%s)%s",
        first.name(),
        other.name(),
        interval,
        ratio.moreRuns().isPresent()
            ? "; about " + Figures.counted(ratio.moreRuns().getAsInt(), more) + " might"
            : "");
  }

  private static boolean isMixed(Variant variant) {
    return Comparability.isMixed(variant.jobs().stream().map(JobCounters::job).toList());
  }

  private static String mixed(Variant variant) {
    return "The runs of " + variant.name() + " are not of one setting; counters of two show which.";
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
        table.row(variant.name(), variant.about(), i + 1, variant.nanos().get(i) / 1e9);
      }
    }
    return table;
  }
}
