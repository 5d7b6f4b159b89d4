// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Console;
import deviceid.cli.ExitCode;
import deviceid.cli.ProgramException;
import deviceid.input.RequestList;
import deviceid.publish.Recipe;
import deviceid.publish.StagedOutput;
import deviceid.run.Check;
import deviceid.run.Engine;
import deviceid.run.JobRun;
import deviceid.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.LocalJobRunner;

/**
 * The lesson: the same delays fetched in every mode from a server of this process; in, the delays;
 * out, a picture a mode, one table of all, and checks of what the server saw. Nothing is published.
 */
final class Demo {

  /** Longer than the server holds a first request, and its longest delay after that. */
  private static final long DEADLINE_MILLIS = 30_000;

  private static final int MAX_BYTES = 64_000;

  private final List<Long> delays;
  private final int threads;
  private final Session session;
  private final List<Tried> tried = new ArrayList<>();

  Demo(List<Long> delays, int threads, Session session) {
    this.delays = delays;
    this.threads = threads;
    this.session = session;
  }

  void run() throws IOException, InterruptedException {
    Machine.refuseOtherNodes(session.conf());
    Console console = session.console();
    console.say(
        "delays: %d, together %s s, the longest %s s",
        delays.size(), RequestList.seconds(sum()), RequestList.seconds(longest()));
    Recipe recipe = session.recipe(Map.of());
    try (StagedOutput scratch =
        StagedOutput.beside(Engine.scratch(session.conf(), "fetch"), session.conf(), recipe)) {
      for (Mode mode : Mode.values()) {
        if (mode != Mode.VIRTUAL || VirtualThreads.exist()) {
          Tried one = fetch(mode, scratch);
          tried.add(one);
          console.print(one.picture(tried.get(0).waitingNanos()));
        }
      }
    }
    console.print(DemoTable.of(tried, threads).text());
    console.print(
        "start-up is wall without waiting; at once: most requests that waited at the server");
    console.print(
        String.format(
            Locale.ROOT,
            "a Java stream over the same answers: sum %s s, longest %s s",
            RequestList.seconds(tried.get(0).fetched().sumByStream()),
            RequestList.seconds(tried.get(0).fetched().longestByStream())));
    Check.all(DemoChecks.of(tried, delays), session);
  }

  private Tried fetch(Mode mode, StagedOutput scratch) throws IOException, InterruptedException {
    int expected = expected(mode);
    try (DelayServer server = DelayServer.start(expected)) {
      List<String> urls = delays.stream().map(RequestList::path).map(server::url).toList();
      Path list = scratch.write(mode + ".txt", FetchJob.list(urls));
      Path data = scratch.path(mode.toString());
      FetchSettings settings =
          new FetchSettings(mode, threads, DEADLINE_MILLIS, MAX_BYTES, FetchOptions.LOOPBACK);
      JobRun run = session.run(FetchJob.create(session.conf(), settings, list, urls.size(), data));
      FileSystem fs = data.getFileSystem(session.conf());
      if (server.visits().isEmpty()) {
        throw new ProgramException(
            ExitCode.CHECK_FAILED, mode + ": no request has reached the server");
      }
      return new Tried(mode, Fetched.read(run, fs, data), expected, server.peak(), server.visits());
    }
  }

  /**
   * Requests that a mode must have under way together; 0 for maps on YARN, which has its queues.
   */
  private int expected(Mode mode) {
    int atMost =
        switch (mode) {
          case SYNC -> 1;
          case THREADS -> threads;
          case ASYNC, VIRTUAL -> Mode.IN_FLIGHT;
          case MAPS ->
              Engine.isLocal(session.conf())
                  ? session.conf().getInt(LocalJobRunner.LOCAL_MAX_MAPS, 1)
                  : 0;
        };
    return Math.min(atMost, delays.size());
  }

  private long sum() {
    return delays.stream().mapToLong(Long::longValue).sum();
  }

  private long longest() {
    return delays.stream().mapToLong(Long::longValue).max().orElseThrow();
  }
}
