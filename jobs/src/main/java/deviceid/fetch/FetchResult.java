// SPDX-License-Identifier: Apache-2.0
package deviceid.fetch;

import deviceid.cli.Secrets;
import deviceid.input.RequestList;
import deviceid.report.Column;
import deviceid.report.Table;
import deviceid.rows.JobOutput;
import deviceid.run.Check;
import deviceid.run.JobRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a job fetched, twice: added up by its reducers, and listed by its maps.
 *
 * @param byStatus how URLs ended
 * @param rows a {@link FetchedUrl} a line, in the order of the list
 */
record FetchResult(JobRun run, SortedMap<String, Delays> byStatus, List<String> rows) {

  /**
   * One URL and how it ended: a line of {@code rows.tsv}.
   *
   * @param index place in the list, from 1
   * @param status the HTTP code of a complete answer, otherwise a word that {@link Fetcher} chooses
   * @param delay in milliseconds, as the answer reports it; empty if it reports none
   * @param bytes read of the last answer's body
   * @param millis from before the first request to the end of the last
   * @param retries requests after the first
   */
  record FetchedUrl(
      long index,
      String status,
      OptionalLong delay,
      long bytes,
      long millis,
      int retries,
      String url) {

    /** No request was sent: the task itself checked the URL and refused it. */
    static final String BLOCKED = "blocked";

    static final String REFUSED = "refused";

    /** Of a line. */
    static final int FIELDS = 7;

    /** Whether a complete answer with JSON came. */
    boolean isAnswered() {
      return isSuccess(status);
    }

    static boolean isSuccess(String status) {
      return status.matches("2[0-9][0-9]");
    }

    /** Whether another request may end otherwise: nobody listened, or the server failed. */
    boolean isWorthARetry() {
      return status.equals(REFUSED) || status.matches("5[0-9][0-9]");
    }

    int requests() {
      return status.equals(BLOCKED) ? 0 : 1 + retries;
    }

    /** The fields between tabs, the delay in seconds, the URL without its secrets. */
    String line() {
      String seconds = delay.isPresent() ? RequestList.seconds(delay.getAsLong()) : "-";
      return String.join(
          "\t",
          "" + index,
          status,
          seconds,
          "" + bytes,
          "" + millis,
          "" + retries,
          Secrets.hide(url));
    }
  }

  /**
   * @throws IOException if a line is not as the job writes it
   */
  static FetchResult read(JobRun run, Configuration conf, Path data) throws IOException {
    SortedMap<String, Delays> byStatus = new TreeMap<>();
    List<String> rows = new ArrayList<>();
    try {
      JobOutput.of(data, conf).readLines("part-r-", line -> addStatus(line, byStatus));
      JobOutput.of(new Path(data, FetchJob.ROWS), conf).readLines("", rows::add);
      rows.sort(Comparator.comparingLong(row -> Long.parseLong(fields(row)[0])));
    } catch (IllegalArgumentException e) {
      throw new IOException(data + " is not as the job writes it: " + e.getMessage(), e);
    }
    return new FetchResult(run, byStatus, rows);
  }

  private static void addStatus(String line, SortedMap<String, Delays> byStatus) {
    String[] fields = line.split("\t", 2);
    if (byStatus.put(fields[0], Delays.parse(fields[1])) != null) {
      throw new IllegalArgumentException("two lines of status " + fields[0]);
    }
  }

  private static String[] fields(String row) {
    String[] fields = row.split("\t", -1);
    if (fields.length != FetchedUrl.FIELDS) {
      throw new IllegalArgumentException(fields.length + " fields");
    }
    return fields;
  }

  /** What the reducers added up, over all statuses. */
  Delays total() {
    Delays total = new Delays();
    byStatus.values().forEach(total::add);
    return total;
  }

  /** Sum and maximum of all delays without a job: map and reduce of a Java stream. */
  LongSummaryStatistics byStream() {
    return rows.stream()
        .flatMapToLong(row -> RequestList.millis(fields(row)[2]).stream())
        .summaryStatistics();
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
            () -> byStream().getSum()),
        Check.equal(
            "longest delay in ms by the job = by a Java stream",
            () -> total().longest(),
            () -> Math.max(0, byStream().getMax())));
  }

  private long rowsInPlace() {
    return LongStream.rangeClosed(1, rows.size())
        .filter(place -> rows.get((int) place - 1).startsWith(place + "\t"))
        .count();
  }
}
