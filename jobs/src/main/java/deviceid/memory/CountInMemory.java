// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import static deviceid.cli.RowCount.format;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.TimeModel;
import deviceid.curve.Timing;
import deviceid.memory.Loop.LoopOptions;
import deviceid.memory.MemoryRows.StringRows;
import deviceid.memory.ThreadsVersusMaps.ThreadedGenerator;
import deviceid.publish.TemporaryFolder;
import deviceid.report.Column;
import deviceid.report.CurveSentences;
import deviceid.report.Table;
import deviceid.rows.GeneratedInputFormat;
import deviceid.run.Check;
import deviceid.run.Program;
import deviceid.run.Session;
import deviceid.source.RowRules;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The suite's work in one process, in memory: in, stored rows or a number of rows to generate; out,
 * tables of the time to generate and count them by threads and by map tasks, and of the loop of
 * decreasing samples over rows in a packed array and in a list of strings.
 *
 * <p>{@code hadoop jar device-id-jobs.jar memory --ids 12m}
 */
@Command(
    name = "memory",
    description = "Generate and count in one process, in memory, at the sizes of sample.",
    footer = {
      "",
      "Examples:",
      "  memory --ids 12m               generate, count, and the loop of decreasing samples",
      "  memory ids                     the loop over stored rows, read into memory first"
    })
public final class CountInMemory implements Program {

  /** What a published notebook took in one Python process on another machine of twelve cores. */
  private static final String REFERENCE_GENERATED = "12,000,000 ids in one Python process: 57.4 s";

  /** More only wait for each other. */
  private static final int MOST_THREADS = 1_024;

  @Parameters(
      arity = "0..1",
      paramLabel = "<input>",
      description = "Stored IDs: a file, a folder of files, or a glob; none with --ids.")
  String input;

  @Option(
      names = "--ids",
      paramLabel = "N",
      converter = Converters.Rows.class,
      description = "Generate N IDs instead.")
  Long ids;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = Converters.Whole.class,
      description = "Threads that generate (default: one a processor).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin RowRules rules = new RowRules();

  @Mixin LoopOptions options = new LoopOptions();

  @Override
  public void run(Session session) throws Exception {
    refuseWrongUse();
    options.settleRepeats(Long.MAX_VALUE);
    List<Check> checks = new ArrayList<>();
    PackedRows rows = ids == null ? stored(session) : generated(session, checks);
    List<Long> sizes = Timing.decreasingSizes(rows.rows(), options.ratio);
    Loop packed = Loop.run(rows, sizes, options);
    Optional<Loop> text = inStrings(rows, sizes, session);
    print(sizes, packed, text, session);
    checks.add(
        Check.equal(
            "sum of counts = rows", () -> packed.counts().get(rows.rows()).total(), rows.rows()));
    text.ifPresent(
        loop ->
            checks.add(
                Check.equal(
                    "sizes with the same counts packed and as strings = all sizes",
                    () -> sizes.stream().filter(n -> alike(packed, loop, n)).count(),
                    sizes.size())));
    Check.all(checks, session);
  }

  private void refuseWrongUse() {
    if ((input == null) == (ids == null)) {
      throw ProgramException.wrongUse("name an <input>, or rows to generate with --ids");
    }
    options.check();
    if (threads < 1 || threads > MOST_THREADS) {
      throw ProgramException.wrongUse("--threads takes 1 to " + format(MOST_THREADS));
    }
    if (ids != null && ids == 0) {
      throw ProgramException.wrongUse("--ids 0 leaves nothing to count");
    }
  }

  private PackedRows stored(Session session) throws IOException, InterruptedException {
    StoredRows stored = StoredRows.find(input, rules, session).refuseUnlikeManifest();
    if (!stored.files().isCompressed()) {
      MemoryRows.requireRoom(stored.files().rows(), PackedRows.BYTES);
    }
    long begun = System.nanoTime();
    PackedRows rows = PackedRows.read(stored);
    if (rows.rows() == 0) {
      throw ProgramException.wrongUse("input " + stored.files().root() + " is empty");
    }
    report("read and packed", rows.rows(), System.nanoTime() - begun, session);
    return rows;
  }

  private PackedRows generated(Session session, List<Check> checks)
      throws IOException, InterruptedException {
    MemoryRows.requireRoom(ids, PackedRows.BYTES);
    long rowSeed = GeneratedInputFormat.seed(session.conf());
    try (TemporaryFolder folder = TemporaryFolder.create(session.conf(), "memory")) {
      ThreadsVersusMaps both =
          new ThreadsVersusMaps(ids, rowSeed, options.repeats, session, folder);
      session.console().print(both.measure(threads).text());
      session.console().print("for comparison, on another machine: " + REFERENCE_GENERATED + "\n");
      checks.add(
          Check.equal(
              "counts that are the same by threads and by map tasks = all counts",
              () -> both.counts().stream().filter(both.counts().get(0)::equals).count(),
              both.counts().size()));
    }
    long begun = System.nanoTime();
    PackedRows rows = new ThreadedGenerator(rowSeed, threads).generate(ids);
    report("generated and packed", ids, System.nanoTime() - begun, session);
    return rows;
  }

  private static void report(String what, long rows, long nanos, Session session) {
    session
        .console()
        .say(
            "%s %s rows in %,.0f MB: %.2f s",
            what, format(rows), rows * PackedRows.BYTES / 1e6, nanos / 1e9);
  }

  private Optional<Loop> inStrings(PackedRows rows, List<Long> sizes, Session session) {
    if (!MemoryRows.haveRoom(rows.rows(), StringRows.BYTES)) {
      session
          .console()
          .say("not run: %s", MemoryRows.need("as strings", rows.rows(), StringRows.BYTES));
      return Optional.empty();
    }
    return Optional.of(Loop.run(StringRows.of(rows), sizes, options));
  }

  private static boolean alike(Loop packed, Loop text, long size) {
    FirstCharacterCounts counts = packed.counts().get(size);
    return counts.equals(text.counts().get(size));
  }

  private void print(List<Long> sizes, Loop packed, Optional<Loop> text, Session session) {
    Table table =
        new Table(
            Column.count("size"),
            Column.measured("packed", "ms"),
            Column.measured("strings", "ms"));
    for (long size : sizes) {
      table.row(size, median(packed, size), text.map(loop -> median(loop, size)).orElse(null));
    }
    session.console().print(table.text());
    session
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "counting alone, medians of %d runs after a warm-up; samples drawn before the clock",
                options.repeats));
    CurveSentences.of("packed", TimeModel.of(packed.timings())).forEach(session.console()::print);
    session.console().print("\nthe same loop in a published notebook, on another machine:");
    session.console().print(reference().text() + "\n");
  }

  private static double median(Loop loop, long size) {
    return Timing.median(
            loop.timings().stream().filter(run -> run.size() == size).mapToLong(Timing::nanos))
        / 1e6;
  }

  /** Counting by first character in pandas there, sampled before the clock started. */
  private static Table reference() {
    return new Table(Column.count("size"), Column.measured("pandas", "ms"))
        .row(12_000_000, 2_354.549)
        .row(120_000, 30.982)
        .row(1_200, 2.792)
        .row(12, 1.873);
  }
}
