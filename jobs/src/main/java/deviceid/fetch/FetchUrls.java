// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Fetches URLs whose answers take their time: in, a list, one URL a line; out, {@code rows.tsv}
 * with how each ended, and a line a status with number, sum and maximum of the delays that the
 * answers told. A lesson in waiting; every URL gets its row, and a bad end is a result.
 *
 * <p>{@code hadoop jar device-id-jobs.jar fetch --demo}
 */
@Command(
    name = "fetch",
    customSynopsis = {
      "fetch --demo [--requests N] [--max-delay S] [--threads T]",
      "  or:  fetch [OPTIONS] <urls> <output>"
    },
    description = "Fetch slow URLs one after another, in threads, at once: a lesson in waiting.",
    footer = {
      "",
      "No crawler: it knows no robots.txt and no politeness, and a map that is run again sends",
      "its requests again. It asks only hosts that are allowed by name, follows no redirect, and",
      "tries twice more where the connection is refused or the server fails (5xx).",
      "",
      "rows.tsv: place in the list, status, delay in s, bytes, ms, requests repeated, URL. Statuses:",
      "codes of HTTP, redirect, not-json, too-large, timeout, early-end, reset, refused, tls,",
      "unknown-host, not-http. part-r-*: status, URLs, delays told, their sum and longest in ms.",
      "",
      "Examples:",
      "  fetch --demo                             five delays of 1 to 3 s, in every mode",
      "  fetch urls.txt fetched --mode threads    a list of your own, on this machine's servers",
      "  fetch urls.txt fetched --allow-hosts intranet.example"
    })
public final class FetchUrls implements Program {

  private static final String ROWS = "rows.tsv";

  @Parameters(
      arity = "0..1",
      index = "0",
      paramLabel = "<urls>",
      description = "One URL a line, http or https.")
  String urls;

  @Parameters(
      arity = "0..1",
      index = "1",
      paramLabel = "<output>",
      description = "Folder to make; it must not exist.")
  String output;

  @Mixin FetchOptions options = new FetchOptions();

  @Mixin DemoOptions demo = new DemoOptions();

  @Override
  public void run(Session session) throws Exception {
    FetchSettings settings = options.settings();
    FetchJob.refuseSpeculation(session.conf());
    if (demo.demo && urls == null) {
      new Demo(demo.delays(), settings.threads(), session).run();
    } else if (!demo.demo && output != null) {
      fetch(settings, session);
    } else {
      throw ProgramException.wrongUse("name <urls> and <output>, or --demo and neither");
    }
  }

  private void fetch(FetchSettings settings, Session session)
      throws IOException, InterruptedException {
    UrlList list = UrlList.read(Session.path(urls), settings, session.conf());
    Path target = Session.path(output);
    list.files().refuseOutput(target, session.conf());
    Recipe recipe = session.recipe(list.settings(settings));
    try (StagedOutput staged = StagedOutput.beside(target, session.conf(), recipe)) {
      Path lines = staged.write("urls.txt", FetchJob.list(list.urls()));
      int count = list.urls().size();
      Job job = FetchJob.create(session.conf(), settings, lines, count, staged.data());
      JobRun run = session.run(job);
      FileSystem fs = staged.data().getFileSystem(session.conf());
      Fetched fetched = Fetched.read(run, fs, staged.data());
      session.console().print(table(fetched).text());
      Check.all(fetched.checks(count), session);
      gather(fetched, staged, fs);
      staged.publish();
      session.console().print(summary(fetched, staged.target()));
    }
  }

  /** One file of rows in the order of the list, in place of one a map. */
  private static void gather(Fetched fetched, StagedOutput staged, FileSystem fs)
      throws IOException {
    String lines =
        fetched.rows().stream().map(row -> row.line() + "\n").collect(Collectors.joining());
    fs.delete(new Path(staged.data(), FetchedRow.FOLDER), true);
    staged.write("data/" + ROWS, lines);
  }

  private static Table table(Fetched fetched) {
    Table table =
        new Table(
            Column.text("status"),
            Column.count("urls"),
            Column.count("delays"),
            Column.decimal("sum", "s", 3),
            Column.decimal("longest", "s", 3));
    fetched
        .byStatus()
        .forEach(
            (status, ends) ->
                table.row(
                    status, ends.urls(), ends.told(), ends.sum() / 1e3, ends.longest() / 1e3));
    return table;
  }

  private static String summary(Fetched fetched, Path target) {
    JobRun run = fetched.run();
    return String.format(
        Locale.ROOT,
        "fetched  %s urls, failed %s, requests %s, in %d maps: %.2f s, %.2f s waiting in %s threads"
            + "%noutput   %s",
        RowCount.format(fetched.rows().size()),
        RowCount.format(run.count(Requests.REQUESTS_FAILED)),
        RowCount.format(run.count(Requests.REQUESTS_SENT)),
        run.maps(),
        run.wallNanos() / 1e9,
        run.count(Requests.WAIT_NANOS) / 1e9,
        RowCount.format(run.count(Requests.WAITING_THREADS)),
        target);
  }
}
