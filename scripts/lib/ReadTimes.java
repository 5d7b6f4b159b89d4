// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What it takes to read rows of 41 bytes that lie a number of rows apart: by seek and readFully, by
 * positioned reads, and by reading all in blocks; run by scripts/bench-reads. Least of some rounds,
 * in which the three take turns: nanoseconds a row taken.
 */
final class ReadTimes {

  private static final int ROW = 41;
  private static final int BLOCK_ROWS = 8192;
  private static final int[] GAPS = {
    1, 10, 30, 64, 100, 150, 200, 300, 1000, 3000, 5000, 8000, 10_000, 20_000, 50_000, 100_000
  };

  /** A way to take one row. */
  private interface Way {
    void take(FSDataInputStream in, long position, byte[] row) throws IOException;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = new Path(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    FileSystem fs = file.getFileSystem(new Configuration());
    long rows = fs.getFileStatus(file).getLen() / ROW;
    boolean remote = !fs.getScheme().equals("file");
    int taken = remote ? 150 : 20_000;
    double pass = Double.MAX_VALUE;
    double[] seek = new double[GAPS.length];
    double[] positioned = new double[GAPS.length];
    Arrays.fill(seek, Double.MAX_VALUE);
    Arrays.fill(positioned, Double.MAX_VALUE);
    for (int round = 0; round < rounds; round++) {
      pass = Math.min(pass, stream(fs, file, rows));
      for (int i = 0; i < GAPS.length; i++) {
        seek[i] = Math.min(seek[i], time(fs, file, taken, GAPS[i], ReadTimes::seekAndRead));
        if (remote) { // local files seek and read for a positioned read
          positioned[i] =
              Math.min(positioned[i], time(fs, file, taken, GAPS[i], FSDataInputStream::readFully));
        }
      }
    }
    System.out.printf(Locale.ROOT, "%8s %12s %12s %12s%n", "gap", "seek", "positioned", "stream");
    for (int i = 0; i < GAPS.length; i++) {
      String read = remote ? String.format(Locale.ROOT, "%.0f", positioned[i]) : "-";
      System.out.printf(
          Locale.ROOT, "%8d %12.0f %12s %12.0f%n", GAPS[i], seek[i], read, pass * GAPS[i]);
    }
  }

  private static void seekAndRead(FSDataInputStream in, long position, byte[] row)
      throws IOException {
    in.seek(position);
    in.readFully(row);
  }

  private static double stream(FileSystem fs, Path file, long rows) throws IOException {
    byte[] block = new byte[BLOCK_ROWS * ROW];
    long begun = System.nanoTime();
    try (FSDataInputStream in = fs.open(file)) {
      for (long row = 0; row < rows; row += BLOCK_ROWS) {
        in.readNBytes(block, 0, block.length);
      }
    }
    return (System.nanoTime() - begun) / (double) rows;
  }

  private static double time(FileSystem fs, Path file, int most, int gap, Way way)
      throws IOException {
    long rows = fs.getFileStatus(file).getLen() / ROW;
    Random random = new Random(gap);
    byte[] bytes = new byte[ROW];
    long begun = System.nanoTime();
    int taken = 0;
    try (FSDataInputStream in = fs.open(file)) {
      for (long row = 0; row < rows && taken < most; row += 1 + random.nextInt(2 * gap - 1)) {
        way.take(in, row * ROW, bytes);
        taken++;
      }
    }
    return (System.nanoTime() - begun) / (double) taken;
  }
}
