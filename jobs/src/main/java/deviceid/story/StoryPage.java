// SPDX-License-Identifier: Apache-2.0
package deviceid.story;

import deviceid.cli.RowCount;
import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import deviceid.record.Environment;
import deviceid.report.Column;
import deviceid.report.CurveSentences;
import deviceid.report.JobPage;
import deviceid.report.Page;
import deviceid.report.Table;
import deviceid.report.TimeChart;
import deviceid.run.Session;
import deviceid.story.StoryPart.PartResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The page of a story: first the verdicts, then each part's command and output. */
final class StoryPage {

  private final Map<Chapter, List<PartResult>> story;
  private final Workspace work;

  StoryPage(Map<Chapter, List<PartResult>> story, Workspace work) {
    this.story = story;
    this.work = work;
  }

  String html(long rows, Session session) throws IOException {
    List<PartResult> all = story.values().stream().flatMap(List::stream).toList();
    Page page =
        Page.titled("Device IDs on MapReduce: every program with " + RowCount.format(rows) + " ids")
            .points(
                List.of(
                    Environment.describe(session.conf()),
                    "The programs of this suite ran every part, in this order. The command of a part"
                        + " is above its output. File names are relative to the story's own"
                        + " folder."))
            .heading("Verdicts")
            .table(
                all.stream().filter(PartResult::isPass).count()
                    + " of "
                    + all.size()
                    + " parts PASS",
                verdicts());
    story.forEach((chapter, parts) -> add(chapter, parts, page));
    JobPage.addEnvironment(page, "Where this ran", Environment.of(session.conf()));
    return page.html();
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
