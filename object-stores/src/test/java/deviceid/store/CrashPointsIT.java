// SPDX-License-Identifier: Apache-2.0
package deviceid.store;

import static org.assertj.core.api.Assertions.assertThat;

import deviceid.Dataset;
import deviceid.Run;
import deviceid.store.FaultyProxy.Point;
import deviceid.store.FaultyProxy.Way;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs programs again and again while one request that changes something goes wrong in one way.
 * Whatever the crash point, readers find the output absent, refused, or complete; the exit code
 * says which; only the dead leave anything else behind, and {@code doctor --clean} removes it; then
 * a plain second run completes the output, or says that it is done.
 *
 * <p>It tries the last request of each kind, after which most of the work is done, and with {@code
 * -Dsweep.stores=all} every one.
 */
class CrashPointsIT {

  private static final int IDS = 3_000;
  private static final String ROWS = Dataset.rows(42, IDS);

  private static final boolean ALL = "all".equals(System.getProperty("sweep.stores"));

  /**
   * A program that is swept.
   *
   * @param line its command line, with {@code @} for the bucket
   * @param wanted the rows of its output
   */
  private record Swept(String line, String wanted) {
    /** Of its buckets. */
    String name(String run) {
      return line.replaceFirst(" .*", "") + "-" + run;
    }
  }

  /** A failure is final at once, and each deletion is a request of its own. */
  private static final List<String> SETTINGS =
      List.of(
          "-Dfs.s3a.retry.limit=0",
          "-Dfs.s3a.attempts.maximum=0",
          "-Dfs.s3a.multiobjectdelete.enable=false",
          "-Dfs.s3a.impl.disable.cache=false",
          "-Dmapreduce.local.map.tasks.maximum=1");

  @TempDir static Path folder;

  private static Server server;

  /** Left in the store by first runs; what comes after sees nothing else of them. */
  private final Set<List<String>> states = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void start() throws Exception {
    server = Server.start(Server.Kind.S3MOCK, folder.resolve("server"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Swept> programs() {
    StringBuilder counts = new StringBuilder();
    Dataset.countByFirst(ROWS)
        .forEach((first, ids) -> counts.append(first).append('\t').append(ids).append('\n'));
    return Stream.of(
        new Swept("generate @out --ids " + IDS + " --cores 2", ROWS),
        new Swept("convert @ids @out --format text", ROWS),
        new Swept("count @ids @out", counts.toString()));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void publishAllOrNothing(Swept program) throws Exception {
    long begun = System.nanoTime();
    List<String> calls = undisturbed(program);
    List<Point> points = points(calls);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<?>> trials = new ArrayList<>();
    for (Point point : points) {
      String name = program.name("trial-" + trials.size());
      trials.add(
          pool.submit(
              () -> {
                tryOut(program, point, name);
                return null;
              }));
    }
    List<String> findings = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      try {
        trials.get(i).get();
      } catch (ExecutionException e) {
        findings.add(points.get(i) + ": " + e.getCause());
      }
    }
    pool.shutdown();
    System.out.printf(
        Locale.ROOT,
        "%s: swept %d changing requests: %d of %d crash points, %d states left: %d findings, in %.1f"
            + " s%n",
        program.line(),
        calls.size(),
        points.size(),
        calls.size() * Way.values().length,
        states.size(),
        findings.size(),
        (System.nanoTime() - begun) / 1e9);
    assertThat(findings).isEmpty();
  }

  private static List<String> undisturbed(Swept program) throws Exception {
    try (Bucket bucket = Bucket.of(server, program.name("undisturbed"), "f");
        FaultyProxy none = FaultyProxy.none(server)) {
      bucket.create();
      bucket.write("ids/part-0", ROWS);
      run(bucket, none, program.line()).succeeds();
      assertThat(bucket.parts("out")).isEqualTo(program.wanted());
      forget(bucket);
      return none.calls();
    }
  }

  /** Each request in each way, or only the first and the last of each kind. */
  private static List<Point> points(List<String> calls) {
    Map<String, Integer> times = new HashMap<>();
    List<Point> firsts = new ArrayList<>();
    List<Point> later = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (String call : calls) {
      int time = times.merge(call, 1, Integer::sum);
      boolean isFirst = kinds.add(kind(call));
      if (!ALL) {
        later.removeIf(point -> kind(point.call()).equals(kind(call)));
      }
      for (Way way : Way.values()) {
        (isFirst ? firsts : later).add(new Point(call, time, way));
      }
    }
    firsts.addAll(later);
    return firsts;
  }

  /** Parts and their summaries go one way; of the committer's own files all deletes are alike. */
  private static String kind(String call) {
    return call.replace("_summaries/", "").replaceFirst("(DELETE .*/__magic_job).*", "$1");
  }

  private void tryOut(Swept program, Point point, String name) throws Exception {
    try (Bucket bucket = Bucket.of(server, name, "f");
        FaultyProxy faulty = FaultyProxy.at(point, server)) {
      bucket.create();
      bucket.write("ids/part-0", ROWS);
      Run run = run(bucket, faulty, program.line());
      assertThat(faulty.hasStruck()).as("came to the point").isTrue();
      faulty.heal();

      boolean published = bucket.files("out").contains("_manifest.json");
      assertThat(run.status() == 0).as("exit code where published: %s", run).isEqualTo(published);
      if (published) {
        assertThat(bucket.parts("out")).isEqualTo(program.wanted());
      } else {
        assertThat(run(bucket, faulty, "rows @out").status()).as("a reader's exit code").isIn(2, 5);
      }
      if (point.way() != Way.DEAD && !point.call().startsWith("DELETE")) {
        assertThat(bucket.uploads()).as("uploads left").isEmpty();
        assertThat(bucket.files("")).as("left").allMatch(CrashPointsIT::isExpected);
      }
      if (states.add(state(bucket))) {
        cleanAndRunAgain(program, bucket, faulty, published);
      }
      forget(bucket);
    }
  }

  private static void cleanAndRunAgain(
      Swept program, Bucket bucket, FaultyProxy healed, boolean published) throws Exception {
    run(bucket, healed, "doctor --clean @").succeeds();
    Run again = run(bucket, healed, program.line()).exits(published ? 4 : 0);
    if (published) {
      again.says("already done");
    }
    assertThat(bucket.parts("out")).as("rows at last").isEqualTo(program.wanted());
    assertThat(bucket.uploads()).as("uploads at last").isEmpty();
    assertThat(bucket.files("")).as("at last").allMatch(CrashPointsIT::isExpected);
  }

  private static boolean isExpected(String file) {
    return file.startsWith("out/") || file.startsWith("ids/");
  }

  /** Names, without what is random in them, and uploads. */
  private static List<String> state(Bucket bucket) throws IOException {
    List<String> state = new ArrayList<>(bucket.files(""));
    bucket.uploads().forEach(upload -> state.add("upload of " + upload));
    state.replaceAll(name -> name.replaceAll(FaultyProxy.RANDOM, "*"));
    return state;
  }

  private static Run run(Bucket bucket, FaultyProxy proxy, String line) {
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.add(proxy.setting());
    return bucket.run(line, settings.toArray(String[]::new));
  }

  /** Closes what the runs have opened and left for later ones. */
  private static void forget(Bucket bucket) throws IOException {
    FileSystem.get(URI.create(bucket.root()), new Configuration()).close();
  }
}
