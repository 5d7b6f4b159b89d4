// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.rows.OutputFiles;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a job fetched, told twice: by its reducers, a line a status, and by its maps, a row a URL.
 *
 * @param byStatus how URLs ended
 * @param rows in the order of the list
 */
record Fetched(JobRun run, SortedMap<String, Delays> byStatus, List<FetchedRow> rows) {

  static Fetched read(JobRun run, FileSystem fs, Path data) throws IOException {
    SortedMap<String, Delays> byStatus = new TreeMap<>();
    for (FileStatus part : OutputFiles.list(fs, data, "part-r-")) {
      try (InputStream in = fs.open(part.getPath())) {
        String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        for (String line : text.lines().toList()) {
          String[] fields = line.split("\t", 2);
          if (byStatus.put(fields[0], Delays.parse(fields[1])) != null) {
            throw new IOException(part.getPath() + " tells of " + fields[0] + " again");
          }
        }
      }
    }
    return new Fetched(run, byStatus, FetchedRow.readAll(fs, data));
  }

  /** What the reducers added up, over all statuses. */
  Delays total() {
    Delays total = new Delays();
    byStatus.values().forEach(total::add);
    return total;
  }

  /** The sum of all delays without a job: map and reduce of Java's own streams. */
  long sumByStream() {
    return rows.stream().flatMapToLong(row -> row.delay().stream()).reduce(0, Long::sum);
  }

  /** Their maximum likewise. */
  long longestByStream() {
    return rows.stream().flatMapToLong(row -> row.delay().stream()).reduce(0, Math::max);
  }

  /** Rows whose place in the list is their place among the rows. */
  private long inPlace() {
    long inPlace = 0;
    for (int i = 0; i < rows.size(); i++) {
      inPlace += rows.get(i).index() == i + 1 ? 1 : 0;
    }
    return inPlace;
  }

  /** What must hold for any list, however its URLs ended. */
  List<Check> checks(int urls) {
    return List.of(
        Check.equal("rows in the place of their URL = URLs", this::inPlace, urls),
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
}
