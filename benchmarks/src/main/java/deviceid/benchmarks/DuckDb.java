// SPDX-License-Identifier: Apache-2.0
package deviceid.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The peer of scripts/bench: the same two jobs as SQL, through DuckDB's JDBC driver.
 *
 * <p>{@code generate N FILE} and {@code count FILES}, a name or a pattern. Prints {@code
 * character<TAB>count} lines on stdout, and on stderr how long the statement took without the start
 * of the JVM and of the database.
 */
public final class DuckDb {

  private DuckDb() {}

  public static void main(String[] args) throws SQLException {
    String verb = args.length == 0 ? "" : args[0];
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      // as many as our maps at once on the machine of the target
      statement.execute("SET threads=2");
      if (verb.equals("generate") && args.length == 3) {
        generate(statement, Long.parseLong(args[1]), args[2]);
      } else if (verb.equals("count") && args.length == 2) {
        count(statement, args[1]);
      } else {
        throw new IllegalArgumentException("usage: DuckDb generate N FILE | count FILES");
      }
    }
  }

  private static void generate(Statement statement, long ids, String file) throws SQLException {
    long start = System.nanoTime();
    statement.execute(
        String.format(
            Locale.ROOT,
            "COPY (SELECT sha1(uuid()::varchar) AS id FROM range(%d) r)"
                + " TO '%s' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '|')",
            ids,
            quoted(file)));
    report(start);
  }

  private static void count(Statement statement, String files) throws SQLException {
    long start = System.nanoTime();
    String query =
        String.format(
            Locale.ROOT,
            "SELECT substr(id, 1, 1), count(*) FROM read_csv('%s', header=false,"
                + " columns={'id':'VARCHAR'}, auto_detect=false, delim='|', quote='', escape='')"
                + " GROUP BY 1 ORDER BY 1",
            quoted(files));
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        System.out.println(rows.getString(1) + '\t' + rows.getLong(2));
      }
    }
    report(start);
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }

  private static void report(long start) {
    System.err.printf(Locale.ROOT, "statement: %.2f s%n", (System.nanoTime() - start) / 1e9);
  }
}
