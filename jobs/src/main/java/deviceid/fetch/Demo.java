// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.SchedulerChecks;
import deviceid.cluster.SchedulerState;
import deviceid.fetch.DelayServer.Visit;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.input.RequestList;
import deviceid.publish.TemporaryFolder;
import deviceid.record.Environment;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.LocalJobRunner;
import org.apache.hadoop.net.NetUtils;

/**
 * Fetches the same delays in every mode from a server of this process; in, the delays; out, a
 * picture a mode, one table of all, and checks of what the server saw. Nothing is published.
 */
final class Demo {

  /** Longer than the server holds a first request, and its longest delay after that. */
  private static final long DEADLINE_MILLIS = 30_000;

  /**
   * One mode of the demo, as its job and the server saw it.
   *
   * @param expected requests that must have been at the server together; 0 where that is not known
   * @param peak requests that were
   */
  private record ModeResult(FetchResult result, int expected, int peak, List<Visit> visits) {
    long waitingNanos() {
      return DelayServer.waitingNanos(visits);
    }
  }

  private final List<Long> delays;
  private final LongSummaryStatistics asked;
  private final FetchOptions options; // mode, deadline and hosts are the demo's own
  private final Session session;
  private final Configuration conf;
  private final Map<Mode, ModeResult> results = new EnumMap<>(Mode.class);

  Demo(List<Long> delays, FetchOptions options, Session session) {
    this.delays = delays;
    this.asked = delays.stream().mapToLong(Long::longValue).summaryStatistics();
    this.options = options;
    this.session = session;
    this.conf = session.conf();
  }

  void run() throws IOException, InterruptedException {
    refuseOtherNodes();
    Console console = session.console();
    console.say("delays: %d, %s", delays.size(), inWords(asked));
    session.recipe(Map.of()); // names the program in its jobs
    try (TemporaryFolder folder = TemporaryFolder.create(conf, "fetch")) {
      for (Mode mode : Mode.values()) {
        if (mode.isAvailable()) {
          results.put(mode, fetch(mode, folder));
          console.print(
              DelayServer.picture(
                  mode + ", " + mode.description,
                  results.get(mode).visits,
                  results.get(Mode.SYNC).waitingNanos()));
        } else {
          console.print(mode + ": SKIP, " + Mode.unavailable());
        }
      }
    }
    console.print(table().text());
    console.print("at once: requests at the server; start-up: wall time without waiting");
    console.print("delays by a Java stream: " + inWords(results.get(Mode.SYNC).result.byStream()));
    Check.all(checks(), session);
  }

  private static String inWords(LongSummaryStatistics millis) {
    return "sum %s s, longest %s s"
        .formatted(RequestList.seconds(millis.getSum()), RequestList.seconds(millis.getMax()));
  }

  private ModeResult fetch(Mode mode, TemporaryFolder folder)
      throws IOException, InterruptedException {
    int expected = requestsAtOnce(mode);
    try (DelayServer server = new DelayServer(expected)) {
      List<String> urls = delays.stream().map(RequestList::path).map(server::url).toList();
      Path list = folder.write(mode + ".txt", FetchJob.list(urls));
      Path data = folder.path(mode.toString());
      options.mode = mode;
      options.deadlineMillis = DEADLINE_MILLIS;
      options.hosts = FetchOptions.LOOPBACK;
      JobRun run = session.run(FetchJob.createJob(conf, options, list, urls.size(), data));
      if (server.visits().isEmpty()) {
        throw new ProgramException(
            ExitCode.CHECK_FAILED, mode + ": no request has reached the server");
      }
      return new ModeResult(
          FetchResult.read(run, conf, data), expected, server.peak(), server.visits());
    }
  }

  /** Requests that a mode must have under way together; 0 for maps on YARN, which may queue. */
  private int requestsAtOnce(Mode mode) {
    int atMost =
        switch (mode) {
          case THREADS -> options.threads;
          case MAPS ->
              Environment.isLocal(conf) ? conf.getInt(LocalJobRunner.LOCAL_MAX_MAPS, 1) : 0;
          default -> mode.maxInFlight();
        };
    return Math.min(atMost, delays.size());
  }

  /** A task on another machine does not reach this one's loopback address. */
  private void refuseOtherNodes() throws IOException {
    if (Environment.isLocal(conf)) {
      return;
    }
    SchedulerState cluster = SchedulerState.read(conf, SchedulerChecks.queueName(conf));
    for (SchedulerState.Node node : cluster.running()) {
      if (!NetUtils.isLocalAddress(InetAddress.getByName(node.host()))) {
        throw new ProgramException(
            ExitCode.NOT_READY,
            ("node %s is another machine, and its tasks cannot reach a server on this machine's"
                    + " loopback address; run --demo with -D mapreduce.framework.name=local")
                .formatted(node.host()));
      }
    }
  }

  private Table table() {
    Table table =
        new Table(
            Column.text("mode"),
            Column.count("maps"),
            Column.count("threads"),
            Column.count("at once"),
            Column.decimal("wall", "s", 2),
            Column.decimal("start-up", "s", 2),
            Column.decimal("waiting", "s", 2),
            Column.decimal("sum", "s", 1),
            Column.decimal("longest", "s", 1));
    results.forEach(
        (mode, one) -> {
          JobRun run = one.result.run();
          Delays total = one.result.total();
          table.row(
              mode,
              run.maps(),
              run.count(Requests.WAITING_THREADS),
              one.peak,
              run.wallNanos() / 1e9,
              (run.wallNanos() - one.waitingNanos()) / 1e9,
              one.waitingNanos() / 1e9,
              total.sum() / 1e3,
              total.longest() / 1e3);
        });
    return table;
  }

  /** What must hold of all modes. Of times only one: async waits less than sync. */
  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(all("modes that sent each request once", this::isEachSentOnce));
    checks.add(all("modes with the list's sum", one -> one.result.total().sum() == asked.getSum()));
    checks.add(
        all(
            "modes with the list's longest delay",
            one -> one.result.total().longest() == asked.getMax()));
    checks.add(
        all(
            "modes with the same sum and longest delay by a Java stream",
            one -> inWords(one.result.byStream()).equals(inWords(asked))));
    results.forEach(
        (mode, one) -> {
          if (one.expected > 0) {
            checks.add(
                Check.equal(mode + ": most requests at once = expected", one::peak, one.expected));
          }
        });
    if (delays.size() > 1) {
      long sync = results.get(Mode.SYNC).waitingNanos();
      long async = results.get(Mode.ASYNC).waitingNanos();
      checks.add(
          new Check(
              "the shorter wait of sync and async = async's",
              () -> Math.min(sync, async),
              () -> async,
              nanos -> String.format(Locale.ROOT, "%.2f s", nanos / 1e9)));
    }
    return checks;
  }

  private boolean isEachSentOnce(ModeResult one) {
    return one.visits.size() == delays.size()
        && one.result.run().count(Requests.REQUESTS_SENT) == delays.size();
  }

  private Check all(String rule, Predicate<ModeResult> holds) {
    return Check.equal(
        rule + " = modes", () -> results.values().stream().filter(holds).count(), results.size());
  }
}
