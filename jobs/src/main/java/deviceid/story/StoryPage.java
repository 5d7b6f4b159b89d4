// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.cli.RowCount;
import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import deviceid.input.DeviceIds;
import deviceid.record.Environment;
import deviceid.report.Chart.Swimlanes;
import deviceid.report.Column;
import deviceid.report.CurveSentences;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import deviceid.report.TimeChart;
import deviceid.run.Engine;
import deviceid.run.Session;
import deviceid.story.StoryPart.PartResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a story: first the verdicts, then each part's command and output. */
record StoryPage(Map<Chapter, List<PartResult>> story, Workspace work) {

  /** Programs whose jobs make or read all rows. */
  private static final Set<String> WHOLE =
      Set.of("generate", "count", "rows", "validate", "convert");

  /** A request in the picture that fetch prints. */
  private static final Pattern REQUEST =
      Pattern.compile("^  (/\\S+) *\\| *#+ ([0-9.]+)-([0-9.]+) s$");

  private static final Pattern MODE = Pattern.compile("^([a-z]+), .*: [0-9.]+ s$");

  String html(long rows, Session session) throws IOException {
    List<PartResult> all = story.values().stream().flatMap(List::stream).toList();
    long passed = all.stream().filter(PartResult::isPass).count();
    String verdict =
        (passed == all.size() ? "PASS, " : "FAIL, ") + passed + " of " + all.size() + " parts PASS";
    Page page =
        JobPage.titled(
                "Device IDs on MapReduce: every program with " + RowCount.format(rows) + " ids",
                verdict,
                session)
            .paragraph(
                "The programs of this suite ran every part, in this order. The command of a part"
                    + " is above its output. File names are relative to the story's own folder.")
            .heading("Verdicts")
            .table(verdict, verdicts());
    int nodes = Engine.findNodes(session.conf());
    page.heading("Throughput")
        .paragraph(
            "Of each part that is one job over all rows: from before submit to the end of the job,"
                + " 41 bytes a row. Nodes: "
                + nodes
                + ".")
        .table("Throughput", throughput(all, rows, nodes));
    story.forEach((chapter, parts) -> add(chapter, parts, page));
    page.heading("Environment");
    JobPage.addEnvironment(page, "Where this ran", Environment.of(session.conf()));
    return page.html();
  }

  private static Table throughput(List<PartResult> all, long rows, int nodes) {
    Table table =
        new Table(
            Column.text("part"),
            Column.text("program"),
            Column.measured("job", "s"),
            Column.measured("rate", "MB/s"),
            Column.measured("rate a node", "MB/s"),
            Column.measured("rate", "rows/s"),
            Column.measured("rate a node", "rows/s"));
    for (PartResult one : all) {
      String program = one.part().command().get(0);
      if (WHOLE.contains(program)
          && !one.part().command().contains("--compare")
          && one.jobs().size() == 1) {
        one.jobs()
            .get(0)
            .phases()
            .ifPresent(
                phases -> {
                  double rate = rows / (phases.whole() / 1e9);
                  double bytes = rate * DeviceIds.ROW_BYTES / 1e6;
                  table.row(
                      one.part().title(),
                      program,
                      phases.whole() / 1e9,
                      bytes,
                      bytes / nodes,
                      rate,
                      rate / nodes);
                });
      }
    }
    return table;
  }

  private Table verdicts() {
    Table table =
        new Table(
            Column.text("verdict"),
            Column.text("part"),
            Column.text("chapter"),
            Column.decimal("time", "s", 2));
    story.forEach(
        (chapter, parts) ->
            parts.forEach(
                one ->
                    table.row(
                        one.word(),
                        one.part().title(),
                        chapter.title(),
                        one.command().nanos() / 1e9)));
    return table;
  }

  private void add(Chapter chapter, List<PartResult> parts, Page page) {
    page.heading(chapter.title()).paragraph(chapter.about());
    parts.forEach(one -> add(one, page));
    if (!chapter.curves().isEmpty()) {
      addCurves(chapter.curves(), page);
    }
  }

  private void add(PartResult result, Page page) {
    Table verdicts =
        new Table(
            Column.text("verdict"),
            Column.text("what"),
            Column.text("expected"),
            Column.text("seen"));
    result
        .observations()
        .forEach(one -> verdicts.row(one.word(), one.what(), one.expected(), one.seen()));
    page.subheading(result.part().title())
        .paragraph(result.part().about())
        .terminal("$ " + work.shown(result.part().line()) + "\n\n" + result.output().strip())
        .table("Expected and seen", verdicts);
    addRequests(result.output(), page);
  }

  /** The requests of each mode on one scale, where a part printed some. */
  private static void addRequests(String output, Page page) {
    Swimlanes lanes =
        new Swimlanes(
            "Requests at the server, mode by mode",
            "A bar a request, from its arrival to its answer; a lane holds requests that came one"
                + " after another. All modes have one scale.",
            "Every request",
            "seconds since the first request of the mode");
    String mode = "";
    int requests = 0;
    for (String line : output.lines().toList()) {
      Matcher title = MODE.matcher(line);
      Matcher request = REQUEST.matcher(line);
      if (title.matches()) {
        mode = title.group(1);
      } else if (request.matches()) {
        requests++;
        lanes.add(
            mode + " " + request.group(1),
            mode,
            mode,
            "this machine",
            Math.round(Double.parseDouble(request.group(2)) * 1e3),
            Math.round(Double.parseDouble(request.group(3)) * 1e3));
      }
    }
    if (requests > 0) {
      page.chart(lanes);
    }
  }

  private void addCurves(Map<String, String> curves, Page page) {
    TimeChart chart = new TimeChart("Time against size");
    curves.forEach(
        (name, output) -> {
          List<Timing> runs = work.runs(output);
          if (!runs.isEmpty()) {
            TimeModel model = TimeModel.of(runs);
            chart.add(name, model);
            page.points(CurveSentences.of(name, model));
          }
        });
    page.chart(chart);
  }
}
