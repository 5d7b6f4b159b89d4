// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.cli.Converters;
import deviceid.cli.ProgramException;
import deviceid.cli.Seed;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.Timing;
import deviceid.curve.Timing.RoundOrder;
import deviceid.input.RankPermutation;
import deviceid.source.StoredRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/**
 * The same loop as {@code sample}'s, in memory: each size is counted several times, in shuffled
 * order after a warm-up, and its sample is drawn before the clock starts. The samples are the same
 * rows as there, for the same seed.
 *
 * @param timings every run
 * @param counts by size
 */
public record Loop(List<Timing> timings, Map<Long, FirstCharacterCounts> counts) {

  /** Rounds that are not timed: a count of few rows is done before its code is compiled. */
  private static final int WARM_UP = 3;

  /** The loop over stored rows; empty if they do not fit into the heap. */
  public static Optional<Loop> overStored(StoredRows stored, List<Long> sizes, LoopOptions options)
      throws IOException, InterruptedException {
    return MemoryRows.haveRoom(stored.files().rows(), PackedRows.BYTES)
        ? Optional.of(run(PackedRows.read(stored), sizes, options))
        : Optional.empty();
  }

  static Loop run(MemoryRows all, List<Long> sizes, LoopOptions options) {
    Map<Long, MemoryRows> samples = new TreeMap<>();
    RankPermutation ranks = new RankPermutation(options.seed, all.rows());
    for (long size : sizes) {
      samples.put(size, size == all.rows() ? all : all.sample(ranks, size));
    }
    Map<Long, FirstCharacterCounts> counts = new TreeMap<>();
    for (int round = 0; round < WARM_UP; round++) {
      samples.forEach((size, rows) -> counts.put(size, rows.count()));
    }
    List<Timing> timings = new ArrayList<>();
    RoundOrder<Long> order = new RoundOrder<>(sizes, options.seed);
    for (int repeat = 1; repeat <= options.repeats; repeat++) {
      for (long size : order.next()) {
        MemoryRows rows = samples.get(size);
        long begun = System.nanoTime();
        FirstCharacterCounts found = rows.count();
        timings.add(new Timing(size, System.nanoTime() - begun));
        if (!found.equals(counts.get(size))) {
          throw new IllegalStateException("a count of the same rows changed");
        }
      }
    }
    return new Loop(List.copyOf(timings), counts);
  }

  /**
   * The sizes of a loop over decreasing samples, how often each is run, and which rows are drawn.
   */
  public static class LoopOptions {

    @Option(
        names = "--ratio",
        paramLabel = "R",
        converter = Converters.Rows.class,
        defaultValue = "100",
        description = "Each size is the one before divided by R (default: ${DEFAULT-VALUE}).")
    public long ratio;

    @Option(
        names = "--repeats",
        paramLabel = "K",
        converter = Converters.Whole.class,
        description =
            "Runs of each size after a warm-up (default: 12 where that takes under 2 s, else 5).")
    public Integer repeats;

    @Option(
        names = "--seed",
        paramLabel = "S",
        converter = Converters.Seeds.class,
        defaultValue = Seed.DEFAULT,
        description = "Seed of the sample: decimal, 0x hex, or random (default: ${DEFAULT-VALUE}).")
    public long seed;

    /**
     * @throws ProgramException if a number is out of bounds
     */
    public void check() {
      if (ratio < 2 || (repeats != null && repeats < 1)) {
        throw ProgramException.wrongUse("--ratio takes 2 or more, --repeats 1 or more");
      }
    }

    /**
     * Settles how often each size is run, if the user has not said so: by how long the warm-up
     * took, never by what the runs show, or their intervals would be too narrow.
     */
    public void settleRepeats(long warmUpNanos) {
      if (repeats == null) {
        repeats = warmUpNanos < 2_000_000_000 ? 12 : 5;
      }
    }
  }
}
