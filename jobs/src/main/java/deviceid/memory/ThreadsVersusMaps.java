// SPDX-License-Identifier: Apache-2.0
package deviceid.memory;

import deviceid.count.CountSettings;
import deviceid.count.Counted;
import deviceid.count.FirstCharacterCounts;
import deviceid.curve.Timing;
import deviceid.input.DeviceIds;
import deviceid.input.GenerationPlan;
import deviceid.input.GenerationPlan.IdRange;
import deviceid.publish.TemporaryFolder;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.run.Session;
import deviceid.source.GeneratedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The same rows generated and counted, none of them kept, by threads of this process and by map
 * tasks of a job: out, a table of medians. What is compared is the work of both, from before it is
 * handed out until its sixteen numbers are there.
 */
final class ThreadsVersusMaps {

  private final long ids;
  private final long seed;
  private final int repeats;
  private final Session session;
  private final TemporaryFolder scratch;
  private final List<FirstCharacterCounts> counts = new ArrayList<>();
  private final Table table =
      new Table(
          Column.text("generated and counted by"),
          Column.measured("time", "s"),
          Column.measured("rate", "m ids/s"));

  ThreadsVersusMaps(long ids, long seed, int repeats, Session session, TemporaryFolder scratch) {
    this.ids = ids;
    this.seed = seed;
    this.repeats = repeats;
    this.session = session;
    this.scratch = scratch;
  }

  /** One of them at a time, then {@code most} at once. */
  Table measure(int most) throws IOException, InterruptedException {
    for (int threads : most == 1 ? new int[] {1} : new int[] {1, most}) {
      add(threads + (threads == 1 ? " thread" : " threads"), () -> inThreads(threads));
      add(threads + (threads == 1 ? " map task" : " map tasks"), () -> inMaps(threads));
    }
    return table;
  }

  /** The counts of all runs. */
  List<FirstCharacterCounts> counts() {
    return counts;
  }

  private interface Contestant {
    FirstCharacterCounts count() throws IOException, InterruptedException;
  }

  private void add(String name, Contestant way) throws IOException, InterruptedException {
    long[] nanos = new long[repeats];
    way.count(); // before its code is compiled
    for (int repeat = 0; repeat < repeats; repeat++) {
      long begun = System.nanoTime();
      counts.add(way.count());
      nanos[repeat] = System.nanoTime() - begun;
    }
    double seconds = Timing.median(LongStream.of(nanos)) / 1e9;
    table.row(name, seconds, ids / seconds / 1e6);
  }

  private FirstCharacterCounts inThreads(int threads) throws InterruptedException {
    return new ThreadedGenerator(seed, threads).count(ids);
  }

  private FirstCharacterCounts inMaps(int maps) throws IOException, InterruptedException {
    Path folder = scratch.path("maps-" + maps + "-" + counts.size());
    GeneratedRows rows = new GeneratedRows(GenerationPlan.of(ids, maps), seed, session.conf());
    FileSystem fs = folder.getFileSystem(session.conf());
    Path prepared = folder.suffix("-plan");
    fs.mkdirs(prepared);
    rows.prepare(prepared);
    Counted counted =
        Counted.run(rows, "count in " + maps + " maps", CountSettings.DEFAULT, folder, session);
    fs.delete(folder, true);
    fs.delete(prepared, true);
    return counted.counts();
  }

  /** Rows made by the kernel in the threads of this process, each with a range of its own. */
  record ThreadedGenerator(long seed, int threads) {

    /** Takes batches of rows; one a thread, or one that all may call, each for other rows. */
    private interface Sink {
      void take(long first, byte[] rows, int count);
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
}
