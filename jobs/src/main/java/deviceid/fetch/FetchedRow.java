// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.input.RequestList;
import deviceid.rows.OutputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A line of a result, as a map wrote it.
 *
 * @param index the URL's place in the list, from 1 on
 * @param delay in milliseconds; empty if the answer told none
 */
record FetchedRow(long index, String status, OptionalLong delay, String line) {

  /** The hidden folder of a job's output in which maps leave their rows. */
  static final String FOLDER = "_rows";

  private static final int FIELDS = 7;

  /**
   * All rows that the maps of a job left, in the order of the list.
   *
   * @throws IOException if one is not as a map writes it
   */
  static List<FetchedRow> readAll(FileSystem fs, Path output) throws IOException {
    List<FetchedRow> rows = new ArrayList<>();
    for (FileStatus file : OutputFiles.list(fs, new Path(output, FOLDER), "")) {
      try (InputStream in = fs.open(file.getPath())) {
        String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        text.lines().map(FetchedRow::parse).forEach(rows::add);
      } catch (IllegalArgumentException e) {
        throw new IOException(file.getPath() + " holds what is no row of a result", e);
      }
    }
    rows.sort(Comparator.comparingLong(FetchedRow::index));
    return rows;
  }

  private static FetchedRow parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields");
    }
    return new FetchedRow(
        Long.parseLong(fields[0]), fields[1], RequestList.millis(fields[2]), line);
  }
}
