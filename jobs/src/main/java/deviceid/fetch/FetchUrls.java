// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.RowCount;
import deviceid.cli.Seed;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.input.RequestList;
import deviceid.publish.Destination;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.rows.InputFiles;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Program;
import deviceid.run.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Fetches URLs whose answers are slow: in, a list, one URL a line; out, {@code rows.tsv} with how
 * each ended, and a line a status with number, sum and maximum of the delays that the answers
 * reported. Every URL gets its row; an error is a result.
 *
 * <p>{@code hadoop jar device-id-jobs.jar fetch --demo}
 */
@Command(
    name = "fetch",
    customSynopsis = {
      "fetch --demo [--requests N] [--max-delay S] [--threads T]",
      "  or:  fetch [OPTIONS] <urls> <output>"
    },
    description = "Fetch slow URLs one after another, in threads, or all at once.",
    footer = {
      "",
      "This is not a crawler: it does not read robots.txt, does not limit its rate, and a map that",
      "runs again sends its requests again. It sends requests only to allowed hosts, follows no",
      "redirect, and retries twice where a connection is refused or the server fails (5xx).",
      "",
      "rows.tsv: place in the list, status, delay in s, bytes, ms, retries, URL. A status is an",
      "HTTP code, redirect, not-json, too-large, timeout, early-end, reset, refused, tls,",
      "unknown-host or not-http. part-r-*: status, URLs, delays, their sum and maximum in ms.",
      "",
      "Examples:",
      "  fetch --demo                             five delays of 1 to 3 s, in every mode",
      "  fetch urls.txt fetched --mode threads    URLs of servers on this machine",
      "  fetch urls.txt fetched --allow-hosts intranet.example"
    })
public final class FetchUrls implements Program {

  private static final int MAX_MAPS = 1_000;

  @Parameters(
      arity = "0..1",
      index = "0",
      paramLabel = "<urls>",
      description = "A text file, one http or https URL a line.")
  String urls;

  @Parameters(
      arity = "0..1",
      index = "1",
      paramLabel = "<output>",
      description = "Folder to create; it must not exist.")
  String output;

  @Mixin FetchOptions options = new FetchOptions();

  @Option(
      names = "--demo",
      description = "Fetch from a server in this process, in every mode, and compare the modes.")
  boolean demo;

  @Option(
      names = "--requests",
      paramLabel = "N",
      converter = Converters.Whole.class,
      defaultValue = "5",
      description = "Requests of the demo (default: ${DEFAULT-VALUE}).")
  int requests;

  @Option(
      names = "--max-delay",
      paramLabel = "S",
      converter = FetchOptions.Seconds.class,
      defaultValue = "3s",
      description =
          "Longest delay of the demo, 0.3s to 9.9s; others are 1/3 and 2/3 (default: 3s).")
  long longestMillis;

  @Option(
      names = "--seed",
      paramLabel = "S",
      converter = Converters.Seeds.class,
      defaultValue = Seed.DEFAULT,
      description =
          "Seed of the demo's delays: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Override
  public void run(Session session) throws Exception {
    options.check();
    FetchJob.refuseSpeculation(session.conf());
    if (demo && urls == null) {
      new Demo(drawDelays(), options, session).run();
    } else if (!demo && output != null) {
      fetch(session);
    } else {
      throw ProgramException.wrongUse("name <urls> and <output>, or --demo and neither");
    }
  }

  private List<Long> drawDelays() {
    if (requests < 1 || requests > 200) {
      throw ProgramException.wrongUse("--requests takes 1 to 200");
    }
    if (longestMillis < 300 || longestMillis > 9_900 || longestMillis % 3 != 0) {
      throw ProgramException.wrongUse(
          "--max-delay takes 0.3s to 9.9s, and its third is whole milliseconds");
    }
    return RequestList.delays(seed, requests, longestMillis);
  }

  private void fetch(Session session) throws IOException, InterruptedException {
    Configuration conf = session.conf();
    InputFiles files = InputFiles.find(Session.path(urls), conf);
    List<String> list = readList(files, conf);
    Path target = Destination.resolve(Session.path(output), conf);
    files.refuseOutput(target);
    String lines = FetchJob.list(list);
    Recipe recipe = session.recipe(settings(files, lines));
    try (StagedOutput staged = StagedOutput.beside(target, conf, recipe)) {
      Path input = staged.write("urls.txt", lines);
      JobRun run =
          session.run(FetchJob.createJob(conf, options, input, list.size(), staged.data()));
      FetchResult result = FetchResult.read(run, conf, staged.data());
      session.console().print(result.table().text());
      session.console().print(summary(run, list.size()));
      Check.all(result.checks(list.size()), session);
      // one file of rows in the order of the list, instead of one a map
      Path perMap = new Path(staged.data(), FetchJob.ROWS);
      perMap.getFileSystem(conf).delete(perMap, true);
      staged.add("rows.tsv", String.join("\n", result.rows()) + "\n");
      staged.publish();
      session.console().print("output  " + staged.target());
    }
  }

  /** The whole list, checked before any request is sent. */
  private List<String> readList(InputFiles files, Configuration conf) throws IOException {
    if (files.files().size() != 1 || files.isCompressed()) {
      throw ProgramException.wrongUse(urls + " is not a list of URLs: name one plain text file");
    }
    Path file = files.files().get(0).path();
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      List<URI> list = RequestList.read(in, options.allowedHosts());
      if (options.mode == Mode.MAPS && list.size() > MAX_MAPS) {
        throw ProgramException.wrongUse(
            "--mode maps starts one map a URL and takes at most 1,000 URLs; there are "
                + list.size());
      }
      return list.stream().map(URI::toString).toList();
    } catch (IllegalArgumentException e) {
      throw ProgramException.wrongUse(e.getMessage());
    }
  }

  private Map<String, Object> settings(InputFiles files, String lines) {
    CRC32 crc = new CRC32();
    crc.update(lines.getBytes(StandardCharsets.US_ASCII));
    Map<String, Object> settings = new HashMap<>(options.settings());
    settings.put("input", files.root());
    settings.put("urls_crc32", Long.toHexString(crc.getValue()));
    return settings;
  }

  private static String summary(JobRun run, int urls) {
    return String.format(
        Locale.ROOT,
        "%s URLs in %.2f s, %s failed; %s requests, maps: %d; %s threads waited %.2f s in all",
        RowCount.format(urls),
        run.wallNanos() / 1e9,
        RowCount.format(run.count(Requests.REQUESTS_FAILED)),
        RowCount.format(run.count(Requests.REQUESTS_SENT)),
        run.maps(),
        RowCount.format(run.count(Requests.WAITING_THREADS)),
        run.count(Requests.WAIT_NANOS) / 1e9);
  }
}
