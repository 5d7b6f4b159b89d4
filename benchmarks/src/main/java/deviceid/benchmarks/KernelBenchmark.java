// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import static deviceid.input.DeviceIds.BATCH_ROWS;
import static deviceid.input.DeviceIds.ROW_BYTES;

import deviceid.input.BadRow;
import deviceid.input.DeviceIds;
import deviceid.input.RowChecksum;
import deviceid.input.RowScanner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rows a second of the loops that every task runs, on one thread: an operation is one row. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BATCH_ROWS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class KernelBenchmark {

  private final byte[] batch = new byte[BATCH_ROWS * ROW_BYTES];
  private final byte[] rows = new byte[BATCH_ROWS * ROW_BYTES];
  private final byte[] packed = new byte[BATCH_ROWS * DeviceIds.ID_BYTES];
  private final DeviceIds ids = new DeviceIds(42);
  private long first;

  public KernelBenchmark() {
    ids.fill(0, BATCH_ROWS, rows, 0);
  }

  /** Ours, other rows on each call as in a job. */
  @Benchmark
  public byte[] fill() {
    ids.fill(first, BATCH_ROWS, batch, 0);
    first += BATCH_ROWS;
    return batch;
  }

  /** What one would write first, and what {@link #fill} is to be compared to. */
  @Benchmark
  public byte[] plain() throws GeneralSecurityException {
    for (int at = 0; at < batch.length; at += ROW_BYTES) {
      byte[] text = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
      byte[] row = (HexFormat.of().formatHex(digest) + '\n').getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(row, 0, batch, at, ROW_BYTES);
    }
    return batch;
  }

  /** Judges good rows; they stay where they are, so that each call finds the same ones. */
  @Benchmark
  public int scan() {
    RowScanner scanner = new RowScanner(0, false, false, false, KernelBenchmark::refuse);
    return scanner.scan(rows, rows.length, false);
  }

  /** Judges width alone, as validate does before it compares. */
  @Benchmark
  public int scanWidth() {
    return new RowScanner(0, false, false, true, KernelBenchmark::refuse)
        .scan(rows, rows.length, false);
  }

  /** The two sums that every writing task keeps. */
  @Benchmark
  public long checksum() {
    RowChecksum sum = new RowChecksum();
    sum.add(first, rows, rows.length);
    return sum.rows() ^ sum.places();
  }

  /** Hexadecimal to bytes; the way back is part of {@link #fill}. */
  @Benchmark
  public byte[] pack() {
    for (int row = 0; row < BATCH_ROWS; row++) {
      DeviceIds.pack(rows, row * ROW_BYTES, packed, row * DeviceIds.ID_BYTES);
    }
    return packed;
  }

  /** Bytes to hexadecimal: {@link HexFormat}'s, a String a row, for messages. */
  @Benchmark
  public int hexText() {
    int characters = 0;
    for (int row = 0; row < BATCH_ROWS; row++) {
      characters += DeviceIds.text(packed, row * DeviceIds.ID_BYTES).length();
    }
    return characters;
  }

  private static void refuse(BadRow row) {
    throw new IllegalStateException(row.flaw() + " at " + row.place() + ": " + row.quoted());
  }
}
