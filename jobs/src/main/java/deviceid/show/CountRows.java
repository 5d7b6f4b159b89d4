// SPDX-License-Identifier: Apache-2.0
package deviceid.show;

import deviceid.cli.RowCount;
import deviceid.count.CountByFirstCharacter;
import deviceid.count.CountSettings;
import deviceid.publish.Manifest;
import deviceid.publish.TemporaryFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.FixedWidth;
import deviceid.rows.Ids;
import deviceid.rows.InputFiles;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.run.StoredJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.mapreduce.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The number of stored rows, found in three ways that must agree: by the length of the files, by
 * their manifest, and by a job that reads them all. A way that does not apply says why.
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

  @Override
  public void run(Session session) throws Exception {
    InputFiles files = InputFiles.find(Session.path(input), session.conf());
    add("length", () -> byLength(files, session));
    add("manifest", () -> byManifest(files, session));
    add("job", () -> byJob(files, session));
    session.console().print(table.text());
    Check.all(
        List.of(
            Check.equal(
                "ways that found as many rows as the job = ways that apply",
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

  private static Answer byLength(InputFiles files, Session session) throws IOException {
    Optional<String> why = FixedWidth.whyNot(files, session.conf());
    return why.isPresent()
        ? Answer.none(why.get())
        : Answer.of(files.rows(), RowCount.format(files.bytes()) + " bytes / 41");
  }

  private static Answer byManifest(InputFiles files, Session session) throws IOException {
    Optional<Manifest> manifest =
        Manifest.read(files.root().getFileSystem(session.conf()), files.root())
            .filter(one -> !one.parts().isEmpty());
    return manifest
        .map(one -> Answer.of(one.ids(), one.parts().size() + " parts"))
        .orElse(Answer.none("there is none"));
  }

  private static Answer byJob(InputFiles files, Session session)
      throws IOException, InterruptedException {
    session.recipe(files.settings());
    try (TemporaryFolder temporary = TemporaryFolder.create(session.conf(), "rows")) {
      Job job =
          CountByFirstCharacter.createJob(
              session.conf(), files, CountSettings.DEFAULT, temporary.path("data"));
      JobRun run = StoredJob.run(job, files, session);
      long bad = run.count(Ids.IDS_READ) - run.count(Ids.IDS_COUNTED);
      return Answer.of(
          run.count(Ids.IDS_READ),
          run.maps() + " maps" + (bad > 0 ? ", " + RowCount.format(bad) + " bad rows" : ""));
    }
  }
}
