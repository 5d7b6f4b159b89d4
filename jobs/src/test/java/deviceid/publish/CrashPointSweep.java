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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Runs a command again and again while one call that changes a file goes wrong in one way: every
 * call in every way, or the last of each kind. Whatever the crash point, the destination is absent,
 * or complete and valid; the exit code says which; only the dead leave anything else behind; and a
 * plain second run completes the destination, or says that it is done. A command that publishes
 * nothing ends with its own verdict, or says that it could not come to one.
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
      return way.dead || (call.name().equals("delete") && call.path().matches("\\.?\\w+\\.[^/]*"));
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

  private static final int FAILED = 1;
  private static final int OUTPUT_TAKEN = 4;
  private static final int NOT_READY = 6;
  private static final int SECONDS_OF_A_HANG = 120;

  /** What must be so after a run that met a fault, and after a plain one that follows it. */
  private interface Promise {
    void checkUndisturbed(Run run, Path out) throws Exception;

    void check(Run run, Path out, Point point) throws Exception;

    void checkAgain(Run again, Path out, boolean published) throws Exception;
  }

  private final Path folder;
  private final Command command;
  private final Promise promise;
  private Predicate<Call> isSwept = call -> true;

  /** From the first undisturbed run. */
  private List<Call> calls = List.of();

  /** Left on disk by the first runs; a second run sees nothing else of them. */
  private final Set<List<String>> states = ConcurrentHashMap.newKeySet();

  private CrashPointSweep(Path folder, Command command, Promise promise) {
    this.folder = folder;
    this.command = command;
    this.promise = promise;
  }

  /**
   * A sweep of a command that makes a destination.
   *
   * @param folder for the trials, each in a folder of its own
   * @param done what the second run says of a destination that is complete
   */
  static CrashPointSweep publishing(Path folder, Command command, Oracle valid, String done) {
    return new CrashPointSweep(folder, command, new AllOrNothing(valid, done));
  }

  /**
   * A sweep of a command that makes no destination.
   *
   * @param exit its verdict when nothing goes wrong
   */
  static CrashPointSweep telling(Path folder, Command command, int exit) {
    return new CrashPointSweep(folder, command, new TruthOrFailure(exit));
  }

  /** Leaves calls alone that other sweeps try. */
  CrashPointSweep only(Predicate<Call> calls) {
    isSwept = calls;
    return this;
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
    points.removeIf(point -> !point.exists() || !isSwept.test(point.call()));
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
    promise.checkUndisturbed(run, parent.resolve("out"));
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
      promise.check(run, out, point);
      if (!point.mayLeaveStaging()) {
        assertThat(leftBehind(parent)).as("left behind").isEmpty();
      }
      if (states.add(state(parent))) {
        boolean published = Files.exists(out);
        promise.checkAgain(command.run(out, Faults.none(parent)), out, published);
      }
      return null;
    };
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

  private static final class AllOrNothing implements Promise {
    private final Oracle valid;
    private final String done;
    private List<String> names = List.of();

    AllOrNothing(Oracle valid, String done) {
      this.valid = valid;
      this.done = done;
    }

    @Override
    public void checkUndisturbed(Run run, Path out) throws Exception {
      run.succeeds();
      names = tree(out);
      valid.check(out);
    }

    @Override
    public void check(Run run, Path out, Point point) throws Exception {
      if (!Files.exists(out)) {
        assertThat(run.status()).as("exit code with the destination absent: %s", run).isPositive();
        return;
      }
      requireComplete(out);
      if (point.way() == Way.SILENT) {
        assertThat(run.err()).contains("the output may be published");
        assertThat(run.status()).isEqualTo(NOT_READY);
      } else {
        assertThat(run.status()).as("exit code with the destination there: %s", run).isZero();
      }
    }

    @Override
    public void checkAgain(Run again, Path out, boolean published) throws Exception {
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
  }

  private record TruthOrFailure(int exit) implements Promise {
    @Override
    public void checkUndisturbed(Run run, Path out) {
      assertThat(run.status()).as("%s", run).isEqualTo(exit);
      assertThat(out).doesNotExist();
    }

    @Override
    public void check(Run run, Path out, Point point) {
      assertThat(run.status()).as("verdict: %s", run).isIn(exit, FAILED, NOT_READY);
      assertThat(out).doesNotExist();
    }

    @Override
    public void checkAgain(Run again, Path out, boolean published) {
      checkUndisturbed(again, out);
    }
  }
}
