// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.cli.RowCount;
import deviceid.count.CountSettings;
import deviceid.count.Counted;
import deviceid.publish.TemporaryFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.run.Check;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Counts stored rows in three ways that must agree: by the length of the files, by their manifest,
 * and by a job that reads all rows. A way that does not apply gives the reason.
 *
 * <p>{@code hadoop jar device-id-jobs.jar rows ids}
 */
@Command(
    name = "rows",
    description = "Count stored rows by length, by manifest and by a job, which must agree.",
    footer = {"", "Examples:", "  rows ids", "  rows 'ids/part-*'"})
public final class CountRows implements Program {

  @Parameters(paramLabel = "<input>", description = "Stored IDs: a file, a folder or a glob.")
  String input;

  private final Table table =
      new Table(
          Column.text("by"), Column.count("rows"), Column.measured("time", "ms"), Column.text(""));
  private final List<Long> found = new ArrayList<>();

  /** A way to count. */
  private interface Way {
    Answer count() throws IOException, InterruptedException;
  }

  /** Rows, or why the way has none to tell. */
  private record Answer(OptionalLong rows, String note) {
    static Answer of(long rows, String note) {
      return new Answer(OptionalLong.of(rows), note);
    }

    static Answer none(String why) {
      return new Answer(OptionalLong.empty(), why);
    }
  }

  @Mixin RowRules rules = new RowRules();

  @Override
  public void run(Session session) throws Exception {
    StoredRows rows = StoredRows.find(input, rules, session).refuseUnlikeManifest();
    add("length", () -> byLength(rows.files()));
    add("manifest", () -> byManifest(rows));
    add("job", () -> byJob(rows, session));
    session.console().print(table.text());
    Check.all(
        List.of(
            Check.equal(
                "ways that agree with the job = ways that apply",
                () -> found.stream().filter(found.get(found.size() - 1)::equals).count(),
                found.size())),
        session);
  }

  private void add(String name, Way way) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Answer answer = way.count();
    double millis = (System.nanoTime() - begun) / 1e6;
    answer.rows().ifPresent(found::add);
    table.row(
        name,
        answer.rows().isPresent() ? answer.rows().getAsLong() : null,
        answer.rows().isPresent() ? millis : null,
        answer.note());
  }

  private static Answer byLength(InputFiles files) {
    return files
        .whyNotFixedWidth()
        .map(Answer::none)
        .orElseGet(() -> Answer.of(files.rows(), RowCount.format(files.bytes()) + " bytes / 41"));
  }

  private static Answer byManifest(StoredRows rows) {
    return rows.manifest()
        .filter(one -> !one.parts().isEmpty())
        .map(one -> Answer.of(one.ids(), one.parts().size() + " parts"))
        .orElse(Answer.none("there is none"));
  }

  private static Answer byJob(StoredRows rows, Session session)
      throws IOException, InterruptedException {
    session.recipe(rows.identity());
    try (TemporaryFolder folder = TemporaryFolder.create(session.conf(), "rows")) {
      Counted counted =
          Counted.run(
              rows, "count " + rows.name(), CountSettings.DEFAULT, folder.path("counts"), session);
      rows.judge(counted.run(), counted.output());
      return Answer.of(counted.run().count(Ids.IDS_READ), counted.run().maps() + " maps");
    }
  }
}
