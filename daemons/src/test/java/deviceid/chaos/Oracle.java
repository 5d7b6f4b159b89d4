// SPDX-License-Identifier: Apache-2.0
package deviceid.chaos;

import deviceid.chaos.Workload.Program;
import deviceid.input.DeviceIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Judges what a run left, by equality: rows are made from the seed in this process, by the kernel
 * alone, and compared byte for byte; counts are compared with a tally of the same rows.
 */
final class Oracle {

  /**
   * How a client ended.
   *
   * @param struck whether it was itself killed, so that it may have published without saying so
   */
  record Ending(int exit, String lastLine, boolean struck) {}

  private static final int TAKEN = 4;
  private static final int KEY_CHARACTERS = 16;
  private static final int HEX = 16;

  private final Cluster cluster;

  private long validated;
  private long lost;
  private long doubled;
  private long altered;

  Oracle(Cluster cluster) {
    this.cluster = cluster;
  }

  long validated() {
    return validated;
  }

  long lost() {
    return lost;
  }

  long doubled() {
    return doubled;
  }

  long altered() {
    return altered;
  }

  /**
   * What is wrong with an ending and what it left; nothing if it may be so.
   *
   * @param alone whether nobody else may have published there
   */
  List<String> judge(Workload work, Path out, Ending end, boolean alone) throws IOException {
    List<String> wrong = new ArrayList<>();
    boolean there = cluster.fs().exists(out);
    if (end.exit == 0 && work.publishes() && !there) {
      wrong.add("exit 0, and the destination is absent");
    }
    boolean unsure = !alone || end.struck || end.lastLine.contains("the output may be published");
    if (end.exit != 0 && end.exit != TAKEN && there && !unsure) {
      wrong.add("exit " + end.exit + ", and the destination is there");
    }
    if (!end.struck
        && List.of(1, 3, 5, 6).contains(end.exit) != end.lastLine.startsWith("FAIL: ")) {
      wrong.add("exit " + end.exit + " with the last line '" + end.lastLine + "'");
    }
    if (end.exit == 2 || (end.exit == TAKEN && !there)) {
      wrong.add("refused with exit " + end.exit + ": " + end.lastLine);
    }
    if (there && work.publishes()) {
      if (!cluster.fs().exists(new Path(out, "_manifest.json"))) {
        wrong.add("no manifest");
      }
      wrong.addAll(work.publishesRows() ? rows(work, out) : counts(work, out));
    }
    return wrong;
  }

  /** The same of a plain second run, on a cluster that is well. */
  List<String> judgeAgain(Workload work, Path out, boolean wasThere, Ending end)
      throws IOException {
    List<String> wrong = new ArrayList<>(judge(work, out, end, true));
    if (end.exit != (wasThere ? TAKEN : 0)) {
      wrong.add("run again: exit " + end.exit + ", " + end.lastLine);
    }
    return wrong;
  }

  /**
   * Byte by byte, in the order of the parts; where they differ, by what is missing and too many.
   */
  List<String> rows(Workload work, Path folder) throws IOException {
    DeviceIds ids = new DeviceIds(work.seed());
    byte[] expected = new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES];
    byte[] found = new byte[expected.length];
    try (InputStream in = StoredText.open(cluster.fs(), folder)) {
      for (long row = 0; row < work.rows(); row += DeviceIds.BATCH_ROWS) {
        int count = (int) Math.min(DeviceIds.BATCH_ROWS, work.rows() - row);
        ids.fill(row, count, expected, 0);
        int bytes = in.readNBytes(found, 0, count * DeviceIds.ROW_BYTES);
        if (bytes != count * DeviceIds.ROW_BYTES
            || !Arrays.equals(expected, 0, bytes, found, 0, bytes)) {
          return damage(work, folder, row);
        }
      }
      if (in.read() != -1) {
        return damage(work, folder, work.rows());
      }
    }
    validated += work.rows();
    return List.of();
  }

  private List<String> damage(Workload work, Path folder, long row) throws IOException {
    long[] expected = new long[Math.toIntExact(work.rows())];
    byte[] buffer = new byte[DeviceIds.ROW_BYTES];
    DeviceIds ids = new DeviceIds(work.seed());
    for (int i = 0; i < expected.length; i++) {
      ids.fill(i, 1, buffer, 0);
      expected[i] = key(buffer);
    }
    List<Long> stored = new ArrayList<>();
    try (InputStream in = StoredText.open(cluster.fs(), folder)) {
      while (in.readNBytes(buffer, 0, buffer.length) > 0) {
        stored.add(key(buffer));
      }
    }
    long[] found = stored.stream().mapToLong(Long::longValue).sorted().toArray();
    Arrays.sort(expected);
    long missing = 0;
    long more = 0;
    long foreign = 0;
    int at = 0;
    for (long key : expected) {
      while (at < found.length && found[at] < key) {
        at++;
        foreign++;
      }
      int times = 0;
      while (at < found.length && found[at] == key) {
        at++;
        times++;
      }
      missing += times == 0 ? 1 : 0;
      more += Math.max(0, times - 1);
    }
    foreign += found.length - at;
    return add(Math.max(0, missing - foreign), more, foreign, "rows differ from row " + row);
  }

  private List<String> add(long missing, long more, long foreign, String what) {
    lost += missing;
    doubled += more;
    altered += foreign;
    return List.of(
        what + " on: " + missing + " lost, " + more + " doubled, " + foreign + " altered");
  }

  /** The characters that tell rows apart, as a number where they are an ID's. */
  private static long key(byte[] row) {
    String text = new String(row, 0, KEY_CHARACTERS, StandardCharsets.ISO_8859_1);
    boolean whole = row[DeviceIds.ID_CHARACTERS] == '\n' && text.matches("[0-9a-f]+");
    return whole ? Long.parseUnsignedLong(text, HEX) : Arrays.hashCode(row);
  }

  private List<String> counts(Workload work, Path out) throws IOException {
    boolean sample = work.program() == Program.SAMPLE;
    long[] found = tally(sample ? new Path(out, "size-" + work.rows()) : out);
    long[] expected = new long[HEX];
    DeviceIds ids = new DeviceIds(work.seed());
    byte[] rows = new byte[DeviceIds.BATCH_ROWS * DeviceIds.ROW_BYTES];
    for (long row = 0; row < work.rows(); row += DeviceIds.BATCH_ROWS) {
      int count = (int) Math.min(DeviceIds.BATCH_ROWS, work.rows() - row);
      ids.fill(row, count, rows, 0);
      for (int i = 0; i < count; i++) {
        expected[DeviceIds.digit(rows[i * DeviceIds.ROW_BYTES])]++;
      }
    }
    long less = 0;
    long more = 0;
    for (int i = 0; i < HEX; i++) {
      less += Math.max(0, expected[i] - found[i]);
      more += Math.max(0, found[i] - expected[i]);
    }
    validated += work.rows();
    if (less + more > 0) {
      return add(less, more, 0, "counts differ from character 0");
    }
    return sample && Arrays.stream(tally(new Path(out, "size-2"))).sum() != 2
        ? List.of("the sample of 2 rows has other than 2")
        : List.of();
  }

  private long[] tally(Path folder) throws IOException {
    long[] tally = new long[HEX];
    try (InputStream in = StoredText.open(cluster.fs(), folder)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
        if (!line.isEmpty()) {
          tally[Integer.parseInt(line.substring(0, 1), HEX)] += Long.parseLong(line.substring(2));
        }
      }
    }
    return tally;
  }
}
