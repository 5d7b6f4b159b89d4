// SPDX-License-Identifier: Apache-2.0
package deviceid.publish;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Run;
import deviceid.publish.Faults.Call;
import deviceid.publish.Faults.Way;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs a command again and again while one call that changes a file goes wrong in one way: every
 * call in every way, or the first and the last of each kind. Whatever the crash point, the
 * destination is absent, or complete and valid; the exit code says which; only the dead leave
 * anything else behind; and a plain second run completes the destination, or says that it is done.
 */
final class CrashPointSweep {

  /** Makes a destination, on file systems with faults. */
  @FunctionalInterface
  interface Command {
    Run run(Path destination, Faults faults) throws Exception;
  }

  /** Fails unless what a destination holds is right. */
  @FunctionalInterface
  interface Oracle {
    void check(Path destination) throws Exception;
  }

  /**
   * What a sweep did and found.
   *
   * @param calls of an undisturbed run
   * @param points crash points that there are
   * @param tried those of them that were tried
   * @param states different states of the disk after them
   * @param findings those at which something was wrong, and what
   */
  record Report(List<Call> calls, int points, int tried, int states, List<String> findings) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "swept %d mutating calls: %d of %d crash points, %d states left: %d findings",
          calls.size(),
          tried,
          points,
          states,
          findings.size());
    }
  }

  private record Point(int number, Call call, Way way) {
    /** A half is a point only where a call has one; silence, where it hides what became of it. */
    boolean exists() {
      return way == Way.SILENT ? call.name().equals("rename NONE") : !way.half || call.divisible();
    }

    /** What it shares with the points of other tasks, attempts, parts, and runs of a sample. */
    List<Object> kind() {
      String path = call.path().replaceAll("\\d+", "#").replaceAll("data-warm-up-[A-Z]+", RUN);
      return List.of(call.name(), path, way);
    }

    /** Clean-up that fails is tried again as the JVM ends, which a sweep does not reach. */
    boolean mayLeaveStaging() {
      return way.dead || (call.name().equals("delete") && call.path().matches("\\.out\\.[^/]*"));
    }

    @Override
    public String toString() {
      return number + " " + way + " in " + call.name() + " of " + call.path();
    }
  }

  /** Where a sample's run writes. */
  private static final String RUN = "data/size-#";

  /** Every point is tried with {@code -Dsweep=all}, one of each kind without. */
  private static final boolean ALL = "all".equals(System.getProperty("sweep"));

  private static final int OUTPUT_TAKEN = 4;
  private static final int NOT_READY = 6;
  private static final int SECONDS_OF_A_HANG = 120;

  private final Path folder;
  private final Command command;
  private final Oracle valid;
  private final String done;

  /** From the first undisturbed run. */
  private List<Call> calls = List.of();

  private List<String> names = List.of();

  /** Left on disk by the first runs; a second run sees nothing else of them. */
  private final Set<List<String>> states = ConcurrentHashMap.newKeySet();

  /**
   * @param folder for the trials, each in a folder of its own
   * @param done what the second run says of a destination that is complete
   */
  CrashPointSweep(Path folder, Command command, Oracle valid, String done) {
    this.folder = folder;
    this.command = command;
    this.valid = valid;
    this.done = done;
  }

  /** Measures an undisturbed run, twice, then tries the crash points. */
  Report run() throws Exception {
    calls = undisturbed("first");
    assertThat(undisturbed("second")).as("calls of a second run").isEqualTo(calls);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      for (Way way : Way.values()) {
        points.add(new Point(i + 1, calls.get(i), way));
      }
    }
    points.removeIf(point -> !point.exists());
    List<Point> tried = ALL ? points : ofEachKind(points);
    List<String> findings = findings(tried);
    return new Report(calls, points.size(), tried.size(), states.size(), findings);
  }

  /** The last point of each kind, after which most of the work is done. */
  private static List<Point> ofEachKind(List<Point> points) {
    Map<List<Object>, Point> last = new LinkedHashMap<>();
    points.forEach(point -> last.put(point.kind(), point));
    return List.copyOf(last.values());
  }

  private List<Call> undisturbed(String name) throws Exception {
    Path parent = Files.createDirectories(folder.resolve(name));
    Faults none = Faults.none(parent);
    Run run = command.run(parent.resolve("out"), none);
    run.succeeds();
    names = tree(parent.resolve("out"));
    valid.check(parent.resolve("out"));
    assertThat(leftBehind(parent)).as("left behind").isEmpty();
    return none.calls();
  }

  private List<String> findings(List<Point> points) throws InterruptedException {
    List<String> findings = Collections.synchronizedList(new ArrayList<>());
    UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> findings.add(thread + ": " + e));
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Void>> trials = new ArrayList<>();
      points.forEach(point -> trials.add(pool.submit(trial(point))));
      for (int i = 0; i < points.size(); i++) {
        try {
          trials.get(i).get(SECONDS_OF_A_HANG, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          findings.add(points.get(i) + ": " + e.getCause());
        } catch (TimeoutException e) {
          findings.add(points.get(i) + ": hangs");
        }
      }
    } finally {
      pool.shutdownNow();
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    return findings;
  }

  private Callable<Void> trial(Point point) {
    return () -> {
      Path parent = Files.createDirectories(folder.resolve(point.number() + "-" + point.way()));
      Path out = parent.resolve("out");
      Faults faults = Faults.at(parent, point.number(), point.way());
      Run run = command.run(out, faults);
      faults.end();

      assertThat(faults.calls())
          .as("calls, up to the crash point")
          .startsWith(calls.subList(0, point.number()).toArray(Call[]::new));
      boolean published = Files.exists(out);
      if (published) {
        requireComplete(out);
        if (point.way() == Way.SILENT) {
          assertThat(run.err()).contains("the output may be published");
          assertThat(run.status()).isEqualTo(NOT_READY);
        } else {
          assertThat(run.status()).as("exit code with the destination there: %s", run).isZero();
        }
      } else {
        assertThat(run.status()).as("exit code with the destination absent: %s", run).isPositive();
      }
      if (!point.mayLeaveStaging()) {
        assertThat(leftBehind(parent)).as("left behind").isEmpty();
      }
      if (states.add(state(parent))) {
        runAgain(out, published);
      }
      return null;
    };
  }

  private void runAgain(Path out, boolean published) throws Exception {
    Run again = command.run(out, Faults.none(out.getParent()));
    assertThat(again.status())
        .as("exit code of the second run: %s", again)
        .isEqualTo(published ? OUTPUT_TAKEN : 0);
    if (published) {
      assertThat(again.err()).as("said by the second run").contains(done);
    }
    requireComplete(out);
  }

  private void requireComplete(Path out) throws Exception {
    assertThat(tree(out)).as("names in the destination").isEqualTo(names);
    valid.check(out);
  }

  private static List<String> leftBehind(Path parent) throws IOException {
    return tree(parent).stream()
        .filter(name -> !name.equals("out") && !name.startsWith("out/"))
        .toList();
  }

  /** What a second run can meet: names, but for what is random in them, and sizes. */
  private static List<String> state(Path parent) throws IOException {
    List<String> state = new ArrayList<>();
    for (String name : tree(parent)) {
      Path path = parent.resolve(name);
      state.add(Faults.blank(name) + " " + (Files.isDirectory(path) ? "/" : Files.size(path)));
    }
    return state;
  }

  /** Every file and folder below one, hidden ones too. */
  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(path -> root.relativize(path).toString()).skip(1).sorted().toList();
    }
  }
}
