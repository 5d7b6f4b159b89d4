// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.cluster.Timeouts;
import deviceid.fetch.FetchOptions.Mode;
import deviceid.input.RequestList;
import deviceid.publish.TemporaryFolder;
import deviceid.record.Environment;
import deviceid.run.Check;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.LocalJobRunner;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.api.YarnClient;

/**
 * Fetches the same delays in every mode from a server of this process; in, the delays; out, a
 * picture a mode, one table of all, and checks of what the server saw. Nothing is published.
 */
final class Demo {

  /** Longer than the server holds a first request, and its longest delay after that. */
  private static final long DEADLINE_MILLIS = 30_000;

  private final List<Long> delays;
  private final FetchOptions options;
  private final Session session;

  /**
   * @param options the mode and the limits are the demo's own
   */
  Demo(List<Long> delays, FetchOptions options, Session session) {
    this.delays = delays;
    this.options = options;
    this.session = session;
  }

  void run() throws IOException, InterruptedException {
    if (!Environment.isLocal(session.conf())) {
      refuseOtherNodes(session.conf());
    }
    Console console = session.console();
    console.say(
        "delays: %d, sum %s s, longest %s s",
        delays.size(),
        RequestList.seconds(delays.stream().mapToLong(Long::longValue).sum()),
        RequestList.seconds(Collections.max(delays)));
    List<ModeResult> results = new ArrayList<>();
    session.recipe(Map.of()); // names the program in its jobs
    try (TemporaryFolder folder = TemporaryFolder.create(session.conf(), "fetch")) {
      for (Mode mode : Mode.values()) {
        if (mode.isAvailable()) {
          ModeResult result = fetch(mode, folder);
          results.add(result);
          console.print(result.picture(results.get(0).waitingNanos()));
        } else {
          console.print(mode + ": SKIP, " + Mode.unavailable());
        }
      }
    }
    console.print(ModeResult.table(results).text());
    console.print("at once: requests at the server; start-up: wall time without waiting");
    FetchResult any = results.get(0).result();
    console.print(
        "delays by a Java stream: sum "
            + RequestList.seconds(any.sumByStream())
            + " s, longest "
            + RequestList.seconds(any.longestByStream())
            + " s");
    Check.all(ModeResult.checks(results, delays), session);
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
      JobRun run =
          session.run(FetchJob.createJob(session.conf(), options, list, urls.size(), data));
      if (server.visits().isEmpty()) {
        throw new ProgramException(
            ExitCode.CHECK_FAILED, mode + ": no request has reached the server");
      }
      FetchResult result = FetchResult.read(run, data.getFileSystem(session.conf()), data);
      return new ModeResult(mode, result, expected, server.peak(), server.visits());
    }
  }

  /** Requests that a mode must have under way together; 0 for maps on YARN, which may queue. */
  private int requestsAtOnce(Mode mode) {
    int atMost =
        switch (mode) {
          case THREADS -> options.threads;
          case MAPS ->
              Environment.isLocal(session.conf())
                  ? session.conf().getInt(LocalJobRunner.LOCAL_MAX_MAPS, 1)
                  : 0;
          default -> mode.maxInFlight();
        };
    return Math.min(atMost, delays.size());
  }

  /** A task on another machine does not reach this one's loopback address. */
  private static void refuseOtherNodes(Configuration conf) throws IOException {
    for (NodeReport node : Timeouts.of(conf).within(() -> listNodes(Timeouts.hurried(conf)))) {
      String host = node.getNodeId().getHost();
      InetAddress address = InetAddress.getByName(host);
      if (!address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw new ProgramException(
            ExitCode.NOT_READY,
            "node "
                + host
                + " is another machine, and its tasks cannot reach a server on this machine's"
                + " loopback address; run --demo with -D mapreduce.framework.name=local");
      }
    }
  }

  private static List<NodeReport> listNodes(Configuration conf) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getNodeReports(NodeState.RUNNING);
    }
  }
}
