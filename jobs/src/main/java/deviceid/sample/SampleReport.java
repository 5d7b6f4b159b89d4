// SPDX-License-Identifier: Apache-2.0
package deviceid.sample;

import deviceid.cli.RowCount;
import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import deviceid.record.Environment;
import deviceid.record.Phases.Phase;
import deviceid.report.Chart.StackedBars;
import deviceid.report.CurveSentences;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import deviceid.report.TimeChart;
import deviceid.run.Session;
import deviceid.sample.SampleRuns.SampleRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reports time against size from the runs of a sampling driver: in, the runs of one program or of
 * several at the same sizes; out, sentences for the terminal, and a page with the pictures and
 * every number.
 */
final class SampleReport {

  private final List<Long> sizes;
  private final List<SampleRun> runs;
  private final Map<String, TimeModel> programs = new LinkedHashMap<>();

  /**
   * @param name what these runs are called beside others
   */
  SampleReport(String name, List<Long> sizes, List<SampleRun> runs) {
    this.sizes = List.copyOf(sizes);
    this.runs = List.copyOf(runs);
    programs.put(
        name,
        TimeModel.of(
            runs.stream().map(run -> new Timing(run.size(), run.phases().whole())).toList()));
  }

  /** Sets another program's runs beside these. */
  SampleReport beside(String name, List<Timing> timings) {
    programs.put(name, TimeModel.of(timings));
    return this;
  }

  /** What fits on a terminal of 80 columns. */
  Table summary() {
    return SampleTable.summary(sizes, runs);
  }

  /** Every figure of every phase. */
  Table medians() {
    return SampleTable.medians(sizes, runs);
  }

  /** What the fitted lines say, each alone and then the first beside each other. */
  List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    programs.forEach((name, model) -> verdicts.addAll(CurveSentences.of(name, model)));
    verdicts.add(floor());
    String first = programs.keySet().iterator().next();
    programs.forEach(
        (name, model) -> {
          if (!name.equals(first)) {
            verdicts.add(CurveSentences.crossover(first, programs.get(first), name, model));
          }
        });
    return verdicts;
  }

  /** What the fixed cost consists of: the smallest size has hardly another. */
  private String floor() {
    long smallest = sizes.get(sizes.size() - 1);
    List<SampleRun> least = runs.stream().filter(run -> run.size() == smallest).toList();
    StringBuilder text = new StringBuilder();
    for (Phase phase : Phase.values()) {
      SampleTable.median(least, phase)
          .ifPresent(
              nanos ->
                  text.append(text.isEmpty() ? "" : ", ")
                      .append(SampleTable.name(phase))
                      .append(String.format(Locale.ROOT, " %.0f ms", nanos / 1e6)));
    }
    return "Fixed cost by phase, at " + RowCount.format(smallest) + " rows: " + text + ".";
  }

  /** The page; {@code facts} stand at its top. */
  String html(List<String> facts, Session session) throws IOException {
    TimeChart curve = new TimeChart("Time against size");
    programs.forEach(curve::add);
    Page page =
        JobPage.titled(
                "Counting samples of " + RowCount.format(sizes.get(0)) + " ids",
                "PASS, every check of the counts and of the reads",
                session)
            .points(facts)
            .heading("What the runs say")
            .points(verdicts())
            .heading("The curve")
            .chart(curve)
            .heading("Where the time goes")
            .chart(phases());
    JobPage.addEnvironment(page, "Where this ran", Environment.of(session.conf()));
    return page.html();
  }

  private StackedBars phases() {
    List<String> parts =
        Arrays.stream(Phase.values())
            .filter(phase -> runs.stream().anyMatch(run -> run.phases().nanos(phase).isPresent()))
            .map(SampleTable::name)
            .toList();
    return new StackedBars(
        "Phases of a job, by size",
        "Medians of all runs of a size, which need not add up to the median of the whole. Sampling"
            + " and counting lie within map, and add up over maps that run at once.",
        medians(),
        "asked",
        parts);
  }
}
