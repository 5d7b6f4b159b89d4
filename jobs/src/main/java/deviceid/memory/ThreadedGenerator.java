// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.FirstCharacterCounts;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.IdRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Rows made by the kernel in the threads of this process, each with a range of its own. */
final class ThreadedGenerator {

  /** Takes batches of rows; one a thread, or one that all may call, each for other rows. */
  private interface Sink {
    void take(long first, byte[] rows, int count);
  }

  private final long seed;
  private final int threads;

  ThreadedGenerator(long seed, int threads) {
    this.seed = seed;
    this.threads = threads;
  }

  /** Makes rows and keeps them. */
  PackedRows generate(long ids) throws InterruptedException {
    PackedRows rows = new PackedRows(ids);
    run(ids, () -> rows::pack);
    return rows;
  }

  /** Makes rows, counts them and keeps none, as a lazy count does. */
  FirstCharacterCounts count(long ids) throws InterruptedException {
    List<long[]> tallies = new ArrayList<>();
    run(
        ids,
        () -> {
          long[] own = new long[16];
          tallies.add(own);
          return (first, rows, count) -> tally(rows, count, own);
        });
    return new FirstCharacterCounts(
        IntStream.range(0, 16)
            .mapToLong(digit -> tallies.stream().mapToLong(own -> own[digit]).sum())
            .boxed()
            .toList());
  }

  private static void tally(byte[] rows, int count, long[] tallies) {
    for (int i = 0; i < count; i++) {
      tallies[DeviceIds.digit(rows[i * DeviceIds.ROW_BYTES])]++;
    }
  }

  private void run(long ids, Supplier<Sink> sinks) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (IdRange range : GenerationPlan.of(ids, threads).ranges()) {
        Sink sink = sinks.get();
        tasks.add(() -> fill(range, sink));
      }
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private Void fill(IdRange range, Sink sink) {
    DeviceIds kernel = new DeviceIds(seed);
    byte[] batch = new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES];
    for (long first = range.first(); first < range.end(); first += DeviceIds.BATCH_ROWS) {
      int count = (int) Math.min(DeviceIds.BATCH_ROWS, range.end() - first);
      kernel.fill(first, count, batch, 0);
      sink.take(first, batch, count);
    }
    return null;
  }
}
