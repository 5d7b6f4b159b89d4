// SPDX-License-Identifier: Apache-2.0
package deviceid.rows;

import deviceid.input.DeviceIds;
import deviceid.input.RowChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Summary of the part that a task wrote. It lies in a hidden folder beside the parts, put there by
 * the same committer, so that it is there exactly once, as the part is.
 *
 * @param part the part's file name
 * @param first index of its first row
 * @param rows how many rows
 * @param rowSum {@link RowChecksum#rows} over them
 * @param placeSum {@link RowChecksum#places} over them
 */
public record TaskSummary(String part, long first, long rows, long rowSum, long placeSum) {

  /** The folder of summaries in a job's output. */
  public static final String FOLDER = "_summaries";

  private static final int FIELDS = 5;

  /** Rows of all parts. */
  public static long rows(List<TaskSummary> parts) {
    return parts.stream().mapToLong(TaskSummary::rows).sum();
  }

  /** {@link RowChecksum#rows} over all parts. */
  public static long rowSum(List<TaskSummary> parts) {
    return parts.stream().mapToLong(TaskSummary::rowSum).sum();
  }

  /** {@link RowChecksum#places} over all parts. */
  public static long placeSum(List<TaskSummary> parts) {
    return parts.stream().mapToLong(TaskSummary::placeSum).sum();
  }

  /** Bytes of the part. */
  public long bytes() {
    return rows * DeviceIds.ROW_BYTES;
  }

  /** Sixteen hexadecimal digits, as checksums are written. */
  public static String hex(long sum) {
    return HexFormat.of().toHexDigits(sum);
  }

  /**
   * The checksum that such digits stand for.
   *
   * @throws IllegalArgumentException if they are not sixteen
   */
  public static long sum(String hex) {
    if (!hex.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("'" + hex + "' is no checksum of 16 hexadecimal digits");
    }
    return HexFormat.fromHexDigitsToLong(hex);
  }

  /** Writes the summary beside its part, in the work folder of a task attempt. */
  void write(FileSystem fs, Path work) throws IOException {
    try (FSDataOutputStream out = fs.create(new Path(new Path(work, FOLDER), part), false)) {
      String line =
          String.join("\t", part, "" + first, "" + rows, hex(rowSum), hex(placeSum)) + "\n";
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * The summaries that the tasks of a job left in its output, in the order of their parts.
   *
   * @throws IOException if one of them is not as a task writes it
   */
  public static List<TaskSummary> readAll(FileSystem fs, Path output) throws IOException {
    List<TaskSummary> summaries = new ArrayList<>();
    Path folder = new Path(output, FOLDER);
    if (fs.exists(folder)) {
      for (FileStatus file : fs.listStatus(folder)) {
        try (InputStream in = fs.open(file.getPath())) {
          summaries.add(parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII), file));
        }
      }
    }
    summaries.sort(Comparator.comparing(TaskSummary::part));
    return summaries;
  }

  /**
   * The summaries of tasks that each numbered its rows from 0, as their parts follow each other.
   */
  public static List<TaskSummary> numbered(List<TaskSummary> summaries) {
    List<TaskSummary> numbered = new ArrayList<>();
    long first = 0;
    for (TaskSummary part : summaries) {
      numbered.add(
          new TaskSummary(
              part.part,
              first,
              part.rows,
              part.rowSum,
              RowChecksum.shifted(part.placeSum, part.rowSum, first)));
      first += part.rows;
    }
    return numbered;
  }

  private static TaskSummary parse(String text, FileStatus file) throws IOException {
    String[] fields = text.strip().split("\t", -1);
    try {
      if (fields.length == FIELDS && fields[0].equals(file.getPath().getName())) {
        return new TaskSummary(
            fields[0],
            Long.parseLong(fields[1]),
            Long.parseLong(fields[2]),
            sum(fields[3]),
            sum(fields[4]));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getPath() + " is no summary of a task", e);
    }
    throw new IOException(file.getPath() + " is no summary of a task");
  }
}
