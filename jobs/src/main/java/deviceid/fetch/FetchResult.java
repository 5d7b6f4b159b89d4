// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a job fetched, twice: added up by its reducers, and listed by its maps.
 *
 * @param byStatus how URLs ended
 * @param rows in the order of the list
 */
record FetchResult(JobRun run, SortedMap<String, Delays> byStatus, List<FetchedUrl> rows) {

  /**
   * @throws IOException if a line is not as the job writes it
   */
  static FetchResult read(JobRun run, FileSystem fs, Path data) throws IOException {
    SortedMap<String, Delays> byStatus = new TreeMap<>();
    List<FetchedUrl> rows = new ArrayList<>();
    try {
      for (String line : readLines(fs, data, "part-r-")) {
        String[] fields = line.split("\t", 2);
        if (byStatus.put(fields[0], Delays.parse(fields[1])) != null) {
          throw new IllegalArgumentException("two lines of status " + fields[0]);
        }
      }
      readLines(fs, new Path(data, FetchMapper.ROWS), "").stream()
          .map(FetchedUrl::parse)
          .forEach(rows::add);
    } catch (IllegalArgumentException e) {
      throw new IOException(data + " is not as the job writes it: " + e.getMessage(), e);
    }
    rows.sort(Comparator.comparingLong(FetchedUrl::index));
    return new FetchResult(run, byStatus, rows);
  }

  private static List<String> readLines(FileSystem fs, Path folder, String prefix)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (FileStatus file : new JobOutput(fs, folder).list(prefix)) {
      try (InputStream in = fs.open(file.getPath())) {
        new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(lines::add);
      }
    }
    return lines;
  }

  /** What the reducers added up, over all statuses. */
  Delays total() {
    Delays total = new Delays();
    byStatus.values().forEach(total::add);
    return total;
  }

  /** The sum of all delays without a job: map and reduce of a Java stream. */
  long sumByStream() {
    return rows.stream().flatMapToLong(row -> row.delay().stream()).reduce(0, Long::sum);
  }

  /** Their maximum likewise. */
  long longestByStream() {
    return rows.stream().flatMapToLong(row -> row.delay().stream()).reduce(0, Math::max);
  }

  Table table() {
    Table table =
        new Table(
            Column.text("status"),
            Column.count("urls"),
            Column.count("delays"),
            Column.decimal("sum", "s", 3),
            Column.decimal("longest", "s", 3));
    byStatus.forEach(
        (status, ends) ->
            table.row(
                status, ends.urls(), ends.reported(), ends.sum() / 1e3, ends.longest() / 1e3));
    return table;
  }

  /** What must hold for any list, however its URLs ended. */
  List<Check> checks(int urls) {
    return List.of(
        Check.equal("rows in the place of their URL = URLs", this::rowsInPlace, urls),
        Check.equal("rows = URLs", rows::size, urls),
        Check.equal("URLs reduced = URLs", () -> total().urls(), urls),
        Check.equal(
            "URLs answered + failed = URLs",
            () -> run.count(Requests.REQUESTS_ANSWERED) + run.count(Requests.REQUESTS_FAILED),
            urls),
        Check.equal(
            "sum of delays in ms by the job = by a Java stream",
            () -> total().sum(),
            this::sumByStream),
        Check.equal(
            "longest delay in ms by the job = by a Java stream",
            () -> total().longest(),
            this::longestByStream));
  }

  private long rowsInPlace() {
    return LongStream.range(0, rows.size()).filter(i -> rows.get((int) i).index() == i + 1).count();
  }
}
