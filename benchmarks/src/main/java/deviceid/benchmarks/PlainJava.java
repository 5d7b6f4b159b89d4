// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import static deviceid.input.DeviceIds.BATCH_ROWS;
import static deviceid.input.DeviceIds.ROW_BYTES;

import deviceid.input.DeviceIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The same two jobs in one JVM without Hadoop, commits, checksums or a judge of rows: what is left
 * of our times is what those cost. {@code generate N SEED FILE} writes the bytes that our job does,
 * from two threads; {@code count FILE...} maps files and looks at the first and the last byte of
 * every 41.
 */
public final class PlainJava {

  private static final long THREADS = 2;

  /** Whole rows below the 2 GB of a mapping. */
  private static final long MOST = Integer.MAX_VALUE / ROW_BYTES * (long) ROW_BYTES;

  private PlainJava() {}

  public static void main(String[] args) throws IOException {
    String verb = args.length == 0 ? "" : args[0];
    if (verb.equals("generate") && args.length == 4) {
      generate(Long.parseLong(args[1]), Long.parseLong(args[2]), Path.of(args[3]));
    } else if (verb.equals("count") && args.length > 1) {
      count(Arrays.stream(args).skip(1).map(Path::of).toList());
    } else {
      throw new IllegalArgumentException("usage: PlainJava generate N SEED FILE | count FILE...");
    }
  }

  private static void generate(long rows, long seed, Path path) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      LongStream.range(0, THREADS)
          .parallel()
          .forEach(t -> write(rows * t / THREADS, rows * (t + 1) / THREADS, seed, file));
    }
  }

  private static void write(long from, long to, long seed, FileChannel file) {
    DeviceIds ids = new DeviceIds(seed);
    byte[] batch = new byte[BATCH_ROWS * ROW_BYTES];
    for (long row = from; row < to; row += BATCH_ROWS) {
      int count = (int) Math.min(BATCH_ROWS, to - row);
      ids.fill(row, count, batch, 0);
      ByteBuffer bytes = ByteBuffer.wrap(batch, 0, count * ROW_BYTES);
      try {
        for (long at = row * ROW_BYTES; bytes.hasRemaining(); ) {
          at += file.write(bytes, at);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void count(List<Path> paths) throws IOException {
    long[] counts = new long[128];
    for (Path path : paths) {
      try (FileChannel file = FileChannel.open(path)) {
        for (long at = 0; at < file.size(); at += MOST) {
          tally(file.map(MapMode.READ_ONLY, at, Math.min(MOST, file.size() - at)), counts);
        }
      }
    }
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        System.out.println((char) c + "\t" + counts[c]);
      }
    }
  }

  private static void tally(MappedByteBuffer rows, long[] counts) {
    for (int at = 0; at + ROW_BYTES <= rows.limit(); at += ROW_BYTES) {
      if (rows.get(at + ROW_BYTES - 1) != '\n') {
        throw new IllegalStateException("no row of 41 bytes at " + at);
      }
      counts[rows.get(at)]++;
    }
  }
}
