// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Counts of ever smaller samples in one database that is warm, of rows stored as text and of a
 * table in memory. A sample has each row with equal chance, as Spark's has; the whole is counted
 * without sampling.
 *
 * <p>A line a run on stdout: {@code way, program, size, seconds, character=count,...}, between
 * tabs. Each way has a warm-up, then its sizes in shuffled order.
 */
final class WarmDuckDb {

  private final Statement statement;
  private final long rows;
  private final String files;
  private final Random random = new Random(42);

  WarmDuckDb(Statement statement, long rows, String files) {
    this.statement = statement;
    this.rows = rows;
    this.files = files;
  }

  void run(int repeats) throws SQLException {
    time("text", DuckDb.text(files), repeats);
    statement.execute("CREATE TABLE ids AS SELECT id FROM " + DuckDb.text(files));
    time("memory", "ids", repeats);
  }

  private void time(String way, String ids, int repeats) throws SQLException {
    List<Long> sizes = new ArrayList<>();
    for (long size = rows; size > 1; size /= 100) {
      sizes.addAll(Collections.nCopies(repeats, size));
    }
    Collections.shuffle(sizes, random);
    DuckDb.count(statement, ids);
    for (long size : sizes) {
      long start = System.nanoTime();
      var counts = DuckDb.count(statement, sampled(ids, size));
      double seconds = (System.nanoTime() - start) / 1e9;
      String text =
          counts.entrySet().stream()
              .map(count -> count.getKey() + '=' + count.getValue())
              .collect(Collectors.joining(","));
      System.out.printf(Locale.ROOT, "%s\tDuckDB\t%d\t%.6f\t%s%n", way, size, seconds, text);
    }
  }

  private String sampled(String ids, long size) {
    return size == rows
        ? ids
        : String.format(Locale.ROOT, "%s TABLESAMPLE bernoulli(%.9f%%)", ids, 100.0 * size / rows);
  }
}
